import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { beforeEach, expect, it, onTestFinished } from "vitest";
import { walkFiles } from "../../../src/files/walk-files.ts";

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "walk-files-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
});

function put(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
}

const walk = async (folder = "."): Promise<readonly string[]> =>
  (await walkFiles(join(root, folder))).map(({ path }) => path.slice(root.length + 1));

it("Finds files in order, without links and without folders of tools", async () => {
  put({
    "b/c": "",
    a: "",
    "b/a": "",
    "node_modules/x": "",
    ".git/config": "",
    ".mcpplugins/x": "",
    "__pycache__/x": "",
  });
  symlinkSync(join(root, "b"), join(root, "link"));
  expect(await walk()).toEqual(["a", "b/a", "b/c"]);
});

it("Leaves out what .gitignore files leave out, the inner before the outer", async () => {
  put({
    ".gitignore": "*.log\nbuild/\n/top\n",
    "a.log": "",
    "build/x": "",
    top: "",
    "in/.gitignore": "!keep.log\n",
    "in/keep.log": "",
    "in/other.log": "",
    "in/top": "",
  });
  expect(await walk()).toEqual([".gitignore", "in/.gitignore", "in/keep.log", "in/top"]);
});

it("Minds the rules above the folder, as far as the repository goes", async () => {
  put({ ".gitignore": "*.log\n", "repository/in/a.log": "", "repository/in/b": "" });
  expect(await walk("repository/in")).toEqual(["repository/in/a.log", "repository/in/b"]);
  mkdirSync(join(root, ".git"));
  expect(await walk("repository/in")).toEqual(["repository/in/b"]);
  mkdirSync(join(root, "repository/.git"));
  expect(await walk("repository/in")).toEqual(["repository/in/a.log", "repository/in/b"]);
});

it("Names a folder that can't be looked into, and finds the rest", async () => {
  put({ "a/b": "", "c/d": "", e: "" });
  symlinkSync(".gitignore", join(root, "c/.gitignore"));
  const found = await walkFiles(root);
  expect(found.map(({ path }) => path.slice(root.length + 1))).toEqual(["a/b", "c", "e"]);
  const problem = { exitCode: 4, message: expect.stringContaining("symbolic links lead in a circle") as string };
  expect(found).toMatchObject([{}, { problem }, {}]);
  await expect(walk("c")).rejects.toMatchObject(problem);
});

it("Says that a folder is not there", async () => {
  await expect(walk("nothing")).rejects.toMatchObject({ exitCode: 3 });
});
