import { describe, expect, it } from "vitest";
import type { FileType } from "../../../src/validate/rule.ts";
import { validatePaths, type ValidateResult } from "../../../src/validate/validate-paths.ts";
import { type FakeFiles, fakeFiles, schemaFor } from "./check.ts";

const CONFIG = "plugins: [{name: a, kind: b.C}]\n";
const MANIFEST = "available_hooks: []\n";

async function validate(paths: readonly string[], files: FakeFiles, type?: FileType): Promise<ValidateResult> {
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
    const files = { ...fakeFiles({ "/project/a.yaml": "" }), stat: async () => ({ kind: "file" as const, size: 5e9 }) };
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
