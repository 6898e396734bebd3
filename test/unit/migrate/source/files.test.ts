import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { decodeText, encodeText } from "../../../../src/migrate/source/encoding.ts";
import { readJournal } from "../../../../src/migrate/source/journal.ts";
import { migrateTree } from "../../../../src/migrate/source/migrate.ts";
import { EDITING_PHASES } from "../../../../src/migrate/source/phases.ts";
import { readTree } from "../../../../src/migrate/source/tree.ts";
import { planReversal, writeOutcomes, writeReversal } from "../../../../src/migrate/source/write.ts";

let cwd: string;

beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "migrate-source-"));
  onTestFinished(() => rmSync(cwd, { recursive: true }));
});

function put(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(cwd, name)), { recursive: true });
    writeFileSync(join(cwd, name), text);
  }
}

const read = (name: string): string => readFileSync(join(cwd, name), "utf8");
const tree = async (paths: readonly string[] = ["."], input = "") =>
  await readTree(paths, { cwd, readStdin: async () => Buffer.from(input) });

describe("an encoding", () => {
  it.each([
    ["UTF-8", Buffer.from("x = 'é'\n"), { name: "utf-8", bom: false }],
    ["UTF-8 with a byte order mark", Buffer.from("\uFEFFx\n"), { name: "utf-8", bom: true }],
    ["Latin-1", Buffer.from("# coding: latin-1\n# \xe9\n", "latin1"), { name: "latin1", bom: false }],
    ["Windows", Buffer.from("#!x\n# -*- coding: cp1252 -*-\n\x80\n", "latin1"), { name: "latin1", bom: false }],
  ])("%s comes back byte for byte", (_, bytes, encoding) => {
    const decoded = decodeText(bytes, "a.py");
    expect(decoded.encoding).toEqual(encoding);
    expect(decoded.text.startsWith("\uFEFF")).toBe(false);
    expect(encodeText(decoded.text, decoded.encoding)).toEqual(bytes);
  });

  it.each([
    ["is not UTF-8", Buffer.from([0x61, 0xff])],
    ["is encoded as shift-jis", Buffer.from("# coding: shift_jis\n")],
  ])("that is none is refused: the file %s", (message, bytes) => {
    expect(() => decodeText(bytes, "a.py")).toThrow(message);
  });
});

describe("a tree", () => {
  it("is read without a folder that can't be looked into, which it names", async () => {
    put({ "a.py": "", "b/c.py": "" });
    symlinkSync(".gitignore", join(cwd, "b/.gitignore"));
    const { files, unread } = await tree();
    expect(files.map(({ file }) => file)).toEqual(["a.py"]);
    expect(unread).toEqual([expect.stringContaining("b/.gitignore: its symbolic links lead in a circle")]);
  });

  it("knows what each file is, which package it is in, and what needs cpex", async () => {
    const old = "from mcpgateway.plugins.framework import Plugin\n";
    put({
      "mcpgateway/__init__.py": "",
      "mcpgateway/plugins/__init__.py": "",
      "mcpgateway/plugins/framework/__init__.py": "",
      "mcpgateway/plugins/framework/models.py": "",
      "mcpgateway/main.py": "",
      "tests/mcpgateway/__init__.py": "",
      "tests/mcpgateway/plugins/__init__.py": "",
      "tests/mcpgateway/plugins/framework.py": "",
      "one/pyproject.toml": "",
      "one/requirements.txt": "",
      "one/src/a.py": old,
      "two/requirements.txt": "",
      "two/deep/test_a.py": old,
      "three/pyproject.toml": "",
      "three/a.py": "import os\n",
      "readme.md": "",
      Makefile: "",
      "picture.png": "",
      ".venv/a.py": old,
    });
    const { files } = await tree();
    expect(
      files.map(({ file, kind, module, test, needsCpex }) =>
        [file, kind, module ?? "-", ...(test ? ["test"] : []), ...(needsCpex ? ["needs cpex"] : [])].join(" "),
      ),
    ).toEqual([
      "Makefile other -",
      "mcpgateway/__init__.py python mcpgateway",
      "mcpgateway/main.py python mcpgateway.main",
      "mcpgateway/plugins/__init__.py python mcpgateway.plugins",
      "mcpgateway/plugins/framework/__init__.py framework mcpgateway.plugins.framework",
      "mcpgateway/plugins/framework/models.py framework mcpgateway.plugins.framework.models",
      "one/pyproject.toml project - needs cpex",
      "one/requirements.txt requirements -",
      "one/src/a.py python -",
      "readme.md docs -",
      "tests/mcpgateway/__init__.py python - test",
      "tests/mcpgateway/plugins/__init__.py python - test",
      "tests/mcpgateway/plugins/framework.py python - test",
      "three/a.py python -",
      "three/pyproject.toml project -",
      "two/deep/test_a.py python - test",
      "two/requirements.txt requirements - needs cpex",
    ]);
  });

  it("reads a file that is named whatever it is called, once", async () => {
    put({ script: "from mcpgateway.plugins.framework import Plugin\n" });
    const { files } = await tree(["script", "./script"]);
    expect(files.map(({ file, kind }) => [file, kind])).toEqual([["script", "python"]]);
  });

  it("reads standard input as Python", async () => {
    const { files } = await tree(["-"], "import os\n");
    expect(files).toMatchObject([{ file: "<stdin>", kind: "python", text: "import os\n" }]);
  });
});

describe("what is written", () => {
  const PLUGIN = "from mcpgateway.plugins.framework import PluginMode\nmode = PluginMode.ENFORCE\n";

  async function migrateAll(): Promise<void> {
    const { files } = await tree();
    await writeOutcomes(migrateTree(files, EDITING_PHASES), cwd);
  }

  it("is noted, and forgotten when it is reverted", async () => {
    put({ "a.py": PLUGIN });
    await migrateAll();
    expect((await readJournal(cwd)).map(({ file, phase }) => [file, phase])).toEqual([
      ["a.py", 2],
      ["a.py", 3],
    ]);
    for (const phase of [3, 2] as const) await writeReversal(await planReversal(phase, cwd), cwd);
    expect(read("a.py")).toBe(PLUGIN);
    expect(existsSync(join(cwd, ".mcpplugins"))).toBe(false);
  });

  it("is not reverted below a later phase, nor over somebody's changes", async () => {
    put({ "a.py": PLUGIN, "b.py": PLUGIN });
    await migrateAll();
    const text = read("b.py");
    writeFileSync(join(cwd, "b.py"), `${text}# mine\n`);
    expect(await planReversal(2, cwd)).toMatchObject({
      reversals: [],
      changed: [
        { file: "a.py", by: 3 },
        { file: "b.py", by: 3 },
      ],
    });
    const plan = await planReversal(3, cwd);
    expect(plan).toMatchObject({ reversals: [{ file: "a.py" }], changed: [{ file: "b.py", by: undefined }] });
    await writeReversal(plan, cwd);
    expect(read("a.py")).toContain(
      "from mcpgateway.plugins.framework import PluginMode\nmode = PluginMode.SEQUENTIAL\n",
    );
    expect(read("b.py")).toBe(`${text}# mine\n`);
  });

  it("takes removed files and folders along and brings them back", async () => {
    put({
      "mcpgateway/__init__.py": "",
      "mcpgateway/plugins/__init__.py": "",
      "mcpgateway/plugins/tools/__init__.py": "from cpex.tools import *\n",
    });
    await migrateAll();
    expect(existsSync(join(cwd, "mcpgateway/plugins/tools"))).toBe(false);
    await writeReversal(await planReversal(5, cwd), cwd);
    expect(read("mcpgateway/plugins/tools/__init__.py")).toBe("from cpex.tools import *\n");
  });

  it("is noted as far as it went when a file can't be written", async () => {
    put({ "a.py": PLUGIN, "gone/b.py": PLUGIN });
    const { files } = await tree();
    rmSync(join(cwd, "gone"), { recursive: true });
    await expect(writeOutcomes(migrateTree(files, EDITING_PHASES), cwd)).rejects.toThrow("cannot write");
    expect(read("a.py")).toContain("from cpex.framework");
    expect(new Set((await readJournal(cwd)).map(({ file }) => file))).toEqual(new Set(["a.py"]));
  });

  it("is refused where the journal is somebody else's file", async () => {
    put({ "a.py": PLUGIN, ".mcpplugins/migrate-source.json": "[]" });
    await expect(migrateAll()).rejects.toThrow("is not a journal of migrate-source");
    expect(read("a.py")).toBe(PLUGIN);
  });
});
