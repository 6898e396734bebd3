import { describe, expect, it } from "vitest";
import { baselineOf } from "../../../src/validate/baseline.ts";
import { failed } from "../../../src/errors.ts";
import type { FileAccess } from "../../../src/validate/files.ts";
import type { FileType } from "../../../src/validate/rule.ts";
import { validatePaths } from "../../../src/validate/validate-paths.ts";
import { type ValidateResult } from "../../../src/validate/result.ts";
import { repositoryFiles } from "../catalog/fixture.ts";
import { type FakeFiles, fakeFiles, schemaFor } from "./check.ts";

const CONFIG = "plugins: [{name: a, kind: b.C}]\n";
const MANIFEST = "available_hooks: []\n";

async function validate(paths: readonly string[], files: FakeFiles, type?: FileType | "repo"): Promise<ValidateResult> {
  const dependencies = {
    files: fakeFiles(files),
    cwd: "/project",
    home: "/srv/me",
    schemaFor,
    readStdin: async () => CONFIG,
  };
  return await validatePaths(paths, { manifestLevel: "installed", type }, dependencies);
}

async function foundIn(paths: readonly string[], files: FakeFiles, type?: FileType): Promise<string[]> {
  return (await validate(paths, files, type)).files.map((file) => `${file.type} ${file.file}`);
}

describe("validatePaths", () => {
  it("searches the current folder when it is given none", async () => {
    const files = {
      "/project/plugins/config.yaml": "plugins:\n  - name: a\n    kind: b.C\n",
      "/project/plugins/a/plugin-manifest.yaml": MANIFEST,
      "/project/plugins/b/plugin-manifest.yml": MANIFEST,
      "/project/config.yaml": "plugins: []\n",
      "/project/indented.yaml": "# a\n  plugins:\n  - name: a\n    kind: b.C\n",
      "/project/json.yaml": '{\n  "plugins": [{"name": "a", "kind": "b.C"}]\n}\n',
      "/project/nested.yaml": "a:\n  plugins: [{name: a, kind: b.C}]\n",
      "/project/broken-nested.yaml": "kind: Deployment\n  plugins: [\n",
      "/project/other.yaml": "plugins: []\n",
      "/project/values.yaml": "plugins: {enabled: true}\n",
      "/project/eslint.yaml": "plugins: [import]\n",
      "/project/broken.yaml": "plugins:\n\t- a\n",
      "/project/broken-kind.yaml": "plugins:\n  - kind: a\n\tname: b\n",
      "/project/notes.md": CONFIG,
      "/project/node_modules/x/plugin-manifest.yaml": MANIFEST,
      "/project/dist/plugin-manifest.yaml": MANIFEST,
    };
    expect(await foundIn([], files)).toEqual([
      "config broken-kind.yaml",
      "config config.yaml",
      "config indented.yaml",
      "config json.yaml",
      "manifest plugins/a/plugin-manifest.yaml",
      "manifest plugins/b/plugin-manifest.yml",
      "config plugins/config.yaml",
    ]);
  });

  it.each([
    ["plugin-manifest.yaml", "a: 1\n", "manifest"],
    ["my.yaml", MANIFEST, "manifest"],
    ["my.yaml", CONFIG, "config"],
    ["my.json", '{"plugins": []}', "config"],
    ["my.yaml", "", "config"],
    ["my.yaml", "a: [\n", "config"],
  ])("takes %s with %j as a %s", async (name, text, type) => {
    expect(await foundIn([name], { [`/project/${name}`]: text })).toEqual([`${type} ${name}`]);
  });

  it("takes every file as the type that is given", async () => {
    expect(await foundIn(["my.yaml"], { "/project/my.yaml": CONFIG }, "manifest")).toEqual(["manifest my.yaml"]);
  });

  it("leaves out of a folder what is not of the type that is given", async () => {
    const files = {
      "/project/a.yaml": "plugins: []\n",
      "/project/config.yaml": "plugins: []\n",
      "/project/plugin-manifest.yaml": MANIFEST,
    };
    expect(await foundIn(["."], files, "config")).toEqual(["config config.yaml"]);
  });

  it("checks a file once, however often it is named", async () => {
    const files = { "/project/config.yaml": "plugins: []\n" };
    expect(await foundIn(["config.yaml", ".", "./config.yaml"], files)).toEqual(["config config.yaml"]);
  });

  it("shows a file outside the current folder by its whole path", async () => {
    expect(await foundIn(["../else/config.yaml"], { "/else/config.yaml": CONFIG })).toEqual([
      "config /else/config.yaml",
    ]);
  });

  it("reads standard input as a config", async () => {
    expect(await foundIn(["-"], {})).toEqual(["config <stdin>"]);
  });

  it.each([
    [["nothing.yaml"], "there is no file or folder nothing.yaml"],
    [["empty"], "there is no plugin config or manifest in empty"],
    [[], "there is no plugin config or manifest in ."],
  ])("fails with exit code 3 for %j", async (paths, message) => {
    const files = { "/project/empty/readme.md": "" };
    await expect(validate(paths, files)).rejects.toMatchObject({ exitCode: 3, message });
  });

  it("does not read a file that is too large to be a config", async () => {
    const files = {
      ...fakeFiles({ "/project/a.yaml": "" }),
      lookAt: async () => ({ kind: "file" as const, size: 5e9 }),
    };
    const dependencies = { files, cwd: "/project", home: "/", schemaFor, readStdin: async () => "" };
    const checked = validatePaths(["a.yaml"], { manifestLevel: "installed", type: undefined }, dependencies);
    await expect(checked).rejects.toMatchObject({ exitCode: 4 });
  });

  it("keeps diagnostics in the order of the files, and in a file in the order of the text", async () => {
    const files = { "/project/a.yaml": "plugins: [{x: 1}]\n", "/project/b.yaml": "y: 1\nz: 2\n" };
    const { diagnostics } = await validate(["b.yaml", "a.yaml"], files);
    expect(diagnostics.map(({ file, range }) => `${file} ${range.start.line}`)).toEqual([
      "b.yaml 1",
      "b.yaml 2",
      "a.yaml 1",
      "a.yaml 1",
      "a.yaml 1",
    ]);
  });
});

/** Files of which some can't be read: those with these paths, and folders with them. */
function lockedFiles(files: FakeFiles, ...locked: readonly string[]): FileAccess {
  const access = fakeFiles(files);
  const checked =
    <Value>(read: (path: string) => Promise<Value>) =>
    async (path: string): Promise<Value> => {
      if (locked.includes(path)) throw failed(`cannot read ${path}: permission denied`, { hint: "Ask for it." });
      return await read(path);
    };
  const isBelow = (path: string): boolean => locked.some((one) => path.startsWith(`${one}/`));
  const lookAt = async (path: string) => {
    if (isBelow(path)) throw failed(`cannot read ${path}: permission denied`);
    return await access.lookAt(path);
  };
  const stat = async (path: string) => (isBelow(path) ? undefined : await access.stat(path));
  return { ...access, stat, lookAt, list: checked(access.list), readText: checked(access.readText) };
}

async function validateLocked(
  paths: readonly string[],
  files: FakeFiles,
  locked: readonly string[],
): Promise<ValidateResult> {
  const host = { files: lockedFiles(files, ...locked), cwd: "/project", home: "/", schemaFor };
  const readStdin = async (): Promise<string> => Promise.reject(failed("<stdin> is not UTF-8"));
  return await validatePaths(paths, { manifestLevel: "installed", type: undefined }, { ...host, readStdin });
}

describe("validatePaths with what can't be read", () => {
  const FILES = {
    "/project/a.yaml": CONFIG,
    "/project/b/config.yaml": CONFIG,
    "/project/c/config.yaml": CONFIG,
    "/project/d.yaml": "plugins: [{name: a}]\n",
  };

  it.each([
    ["a file", [], ["/project/a.yaml"], ["unreadable a.yaml", "config b/config.yaml", "config c/config.yaml"]],
    ["a folder", [], ["/project/b"], ["config a.yaml", "unreadable b", "config c/config.yaml"]],
    ["two folders", ["."], ["/project/b", "/project/c"], ["config a.yaml", "unreadable b", "unreadable c"]],
    ["a named file", ["b", "a.yaml"], ["/project/a.yaml"], ["config b/config.yaml", "unreadable a.yaml"]],
    ["a named folder", ["b", "a.yaml"], ["/project/b"], ["unreadable b", "config a.yaml"]],
    ["a path below one", ["b/config.yaml", "c"], ["/project/b"], ["unreadable b/config.yaml", "config c/config.yaml"]],
    ["standard input", ["-", "c"], [], ["unreadable <stdin>", "config c/config.yaml"]],
  ])("reports %s, and checks the rest", async (_, paths, locked, expected) => {
    const { files, diagnostics } = await validateLocked(
      [...paths, ...(paths.length > 1 ? ["d.yaml"] : [])],
      FILES,
      locked,
    );
    expect(files.map(({ type, file }) => `${type} ${file}`)).toEqual([...expected, "config d.yaml"]);
    expect(diagnostics.map(({ code }) => code)).toEqual([
      ...expected.filter((one) => one.startsWith("unreadable")).map(() => "file/unreadable"),
      "schema/missing-key",
    ]);
  });

  it("says what is wrong with a path from the current folder, and what to do", async () => {
    const { diagnostics } = await validateLocked([], FILES, ["/project/b/config.yaml"]);
    const start = { offset: 0, line: 1, column: 1 };
    expect(diagnostics[0]).toEqual({
      code: "file/unreadable",
      severity: "error",
      message: "cannot read b/config.yaml: permission denied",
      help: "Ask for it.",
      file: "b/config.yaml",
      range: { start, end: start },
      related: [],
      docs: "docs/rules/file/unreadable.md",
    });
  });

  it("is no folder without anything to check", async () => {
    const { files } = await validateLocked(["b"], { "/project/b/c/config.yaml": "" }, ["/project/b/c"]);
    expect(files).toEqual([{ file: "b/c", type: "unreadable", text: "" }]);
  });

  it.each([
    ["file", "a.yaml", "/project/a.yaml"],
    ["folder", "b", "/project/b"],
    ["path below a folder", "b/config.yaml", "/project/b"],
    ["standard input", "-", ""],
  ])("fails with exit code 4 when it is the only path: %s", async (_, path, locked) => {
    await expect(validateLocked([path], FILES, [locked])).rejects.toMatchObject({ exitCode: 4 });
  });

  it("is a settings file like any other", async () => {
    const path = "/project/.mcpplugins.yaml";
    const { files, diagnostics } = await validateLocked(["a.yaml", "d.yaml"], { ...FILES, [path]: "" }, [path]);
    expect(files.map(({ type }) => type)).toEqual(["config", "config", "settings"]);
    expect(diagnostics.map(({ code, file }) => `${code} ${file}`)).toEqual([
      "schema/missing-key d.yaml",
      "file/unreadable .mcpplugins.yaml",
    ]);
  });

  it("is never known to a baseline, nor shown as less by settings", async () => {
    const settings = "validate: {rules: {file/unreadable: off}}\n";
    const files = { ...FILES, "/project/.mcpplugins.yaml": settings };
    const { diagnostics } = await validateLocked([], files, ["/project/a.yaml"]);
    expect(diagnostics.map(({ code }) => code)).toEqual(["file/unreadable", "schema/missing-key", "settings/invalid"]);
    expect(baselineOf(diagnostics).diagnostics).toEqual([]);
  });

  it("leaves the files of a repository to be checked by themselves", async () => {
    const repository = repositoryFiles("demo");
    const files = Object.fromEntries(Object.entries(repository).map(([path, text]) => [`/project/${path}`, text]));
    const result = await validateLocked([], files, ["/project/Cargo.toml"]);
    expect(result.files.map(({ type }) => type)).toEqual(["unreadable", "manifest"]);
    expect(result.diagnostics[0]).toMatchObject({ file: ".", message: "cannot read Cargo.toml: permission denied" });
  });
});

describe("validatePaths on a managed-plugin repository", () => {
  const MANAGED = "plugins/rust/python-package";
  const valid = Object.fromEntries(
    Object.entries(repositoryFiles("demo")).map(([path, text]) => [`/project/${path}`, text]),
  );
  const MANIFEST_PATH = `/project/${MANAGED}/demo/cpex_demo/plugin-manifest.yaml`;
  const broken = {
    ...valid,
    [`/project/${MANAGED}/demo/pyproject.toml`]: "",
    [MANIFEST_PATH]: "version: 0.1.0\nkind: cpex_demo.plugin.DemoPlugin\n",
    "/project/config.yaml": "plugins: [{name: a}]\n",
  };
  const list = ({ diagnostics }: ValidateResult): string[] =>
    diagnostics.map(({ severity, code, file }) => `${severity} ${code} ${file}`);

  it("finds nothing in a valid one, and names the files that it read", async () => {
    const { files, diagnostics } = await validate(["."], valid, "repo");
    expect(diagnostics).toEqual([]);
    expect(files.map(({ type, file }) => `${type} ${file}`)).toEqual([
      "repo Cargo.toml",
      `repo ${MANAGED}/demo/Cargo.toml`,
      `repo ${MANAGED}/demo/pyproject.toml`,
      `repo ${MANAGED}/demo/cpex_demo/plugin-manifest.yaml`,
    ]);
  });

  it("reports the contract first, then manifests as warnings, and each manifest once", async () => {
    const contract = [
      `error catalog/package-name ${MANAGED}/demo/pyproject.toml`,
      `error catalog/dynamic-version ${MANAGED}/demo/pyproject.toml`,
      `error catalog/module-name ${MANAGED}/demo/pyproject.toml`,
      `error catalog/python-source ${MANAGED}/demo/pyproject.toml`,
      `error catalog/entry-point-table ${MANAGED}/demo/pyproject.toml`,
    ];
    const manifest = `warning schema/missing-key ${MANIFEST_PATH.slice("/project/".length)}`;
    expect(list(await validate(["."], broken, "repo"))).toEqual([...contract, ...Array(3).fill(manifest)]);
    expect(list(await validate([], broken))).toEqual([
      ...contract,
      ...Array(3).fill(manifest),
      "error schema/missing-key config.yaml",
    ]);
  });

  it("says where a finding is, and that what is missing has no place", async () => {
    const { diagnostics } = await validate(["/project"], { "/project/Cargo.toml": "" }, "repo");
    expect(diagnostics).toMatchObject([
      {
        code: "catalog/managed-root",
        file: MANAGED,
        range: { start: { offset: 0, line: 1, column: 1 }, end: { offset: 0, line: 1, column: 1 } },
        docs: "docs/rules/catalog/managed-root.md",
      },
      { code: "catalog/workspace-members", file: "Cargo.toml" },
    ]);
  });

  it.each([
    ["standard input", "-", 2],
    ["a file", "Cargo.toml", 3],
    ["nothing", "gone", 3],
  ])("refuses %s as one", async (_, path, exitCode) => {
    await expect(validate([path], valid, "repo")).rejects.toMatchObject({ exitCode });
  });
});
