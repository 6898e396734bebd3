import { chmodSync, existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { defaultAnswers } from "../../../src/scaffold/answers.ts";
import { planProject, type ProjectPlan } from "../../../src/scaffold/plan.ts";
import { writeProject } from "../../../src/scaffold/write.ts";
import { contentsOf, folderOf } from "./folder.ts";

const plan = (folder: string): Promise<ProjectPlan> => planProject(defaultAnswers("demo", "typescript", {}), folder);

const planned = ({ files }: ProjectPlan): Record<string, string> =>
  Object.fromEntries(files.map(({ path, content }) => [path, Buffer.from(content).toString()]));

const filesOf = (folder: string): Record<string, string> =>
  Object.fromEntries(Object.entries(contentsOf(folder)).filter(([path]) => !path.endsWith("/")));

const fail = (): Promise<void> => Promise.reject(new Error("not proved"));

describe("into a folder that is not there", () => {
  it("writes all that is planned, with the folders on the way, and nothing beside", async () => {
    const root = folderOf();
    const project = await plan(join(root, "a", "b"));
    await writeProject(project);
    expect(filesOf(join(root, "a", "b"))).toEqual(planned(project));
    expect(readdirSync(join(root, "a"))).toEqual(["b"]);
    // As a folder that the user makes: not as private as a temporary one.
    mkdirSync(join(root, "plain"));
    expect(statSync(join(root, "a", "b")).mode).toBe(statSync(join(root, "plain")).mode);
  });

  it("proves the whole project before it is in its place", async () => {
    const root = folderOf();
    const project = await plan(join(root, "demo"));
    let proved: Record<string, string> = {};
    const prove = async (folder: string): Promise<void> => {
      expect(existsSync(join(root, "demo"))).toBe(false);
      expect(join(folder, "..")).toBe(root);
      proved = filesOf(folder);
    };
    await writeProject(project, { prove });
    expect(proved).toEqual(planned(project));
    expect(readdirSync(root)).toEqual(["demo"]);
  });

  it("leaves nothing behind when it fails", async () => {
    const root = folderOf({ "other.txt": "" });
    const project = await plan(join(root, "a", "b"));
    await expect(writeProject(project, { prove: fail })).rejects.toThrow("not proved");
    expect(readdirSync(root)).toEqual(["other.txt"]);
  });

  it("leaves nothing behind when it is interrupted", async () => {
    const root = folderOf();
    await expect(writeProject(await plan(join(root, "a")), { signal: AbortSignal.abort() })).rejects.toThrow("aborted");
    const abort = new AbortController();
    const prove = async (): Promise<void> => abort.abort();
    await expect(writeProject(await plan(join(root, "a")), { signal: abort.signal, prove })).rejects.toThrow("aborted");
    expect(readdirSync(root)).toEqual([]);
  });

  it("leaves a folder alone that somebody else made in the meantime", async () => {
    const root = folderOf();
    const project = await plan(join(root, "demo"));
    mkdirSync(join(root, "demo"));
    writeFileSync(join(root, "demo", "theirs.txt"), "theirs");
    await expect(writeProject(project)).rejects.toMatchObject({ exitCode: 4 });
    expect(contentsOf(root)).toEqual({ "demo/": "", "demo/theirs.txt": "theirs" });
  });

  it.skipIf(process.getuid?.() === 0)("says so where it may not write", async () => {
    const root = folderOf();
    chmodSync(root, 0o555);
    const result = writeProject(await plan(join(root, "demo")));
    await expect(result).rejects.toMatchObject({ exitCode: 4, message: expect.stringContaining("permission denied") });
    chmodSync(root, 0o755);
  });
});

describe("into a folder that is there", () => {
  it("adds its files and keeps a README", async () => {
    const folder = folderOf({ "README.md": "mine", ".git/HEAD": "x" });
    const project = await plan(folder);
    await writeProject(project);
    expect(filesOf(folder)).toEqual({ ...planned(project), "README.md": "mine", ".git/HEAD": "x" });
  });

  it("overwrites what the plan says, whatever it is, and leaves the rest", async () => {
    const folder = folderOf({ "package.json": "mine", "tsconfig.json/a": "", "src/other.ts": "mine" });
    const project = await plan(folder);
    await writeProject(project);
    expect(filesOf(folder)).toEqual({ ...planned(project), "src/other.ts": "mine" });
  });

  it("gives the folder back as it was when it fails", async () => {
    const before = { "README.md": "mine", "package.json": "mine", "src/other.ts": "mine", "demo.old.node": "mine" };
    const folder = folderOf(before);
    const contents = contentsOf(folder);
    const prove = async (proved: string): Promise<void> => {
      expect(proved).toBe(folder);
      writeFileSync(join(folder, "demo.linux-x64-gnu.node"), "built while proving");
      await fail();
    };
    await expect(writeProject(await plan(folder), { prove })).rejects.toThrow("not proved");
    expect(contentsOf(folder)).toEqual(contents);
  });

  it("never overwrites a file that came in the meantime", async () => {
    const folder = folderOf();
    const project = await plan(folder);
    writeFileSync(join(folder, "package.json"), "theirs");
    await expect(writeProject(project)).rejects.toMatchObject({ exitCode: 4 });
    expect(contentsOf(folder)).toEqual({ "package.json": "theirs" });
  });

  it("names a file that stands where a folder has to be", async () => {
    const folder = folderOf({ src: "a file" });
    await expect(plan(folder)).rejects.toMatchObject({ message: expect.stringContaining(join("src", "index.ts")) });
  });
});
