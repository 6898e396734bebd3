import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { execaSync } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readDifference } from "../../../../src/catalog/queries/difference.ts";
import { pluginRecords } from "../../../../src/catalog/records.ts";
import { MANAGED, pluginFiles, repositoryFiles, repositoryOf } from "../fixture.ts";

const root = mkdtempSync(join(tmpdir(), "catalog-git-"));
const CARGO = `${MANAGED}/demo/Cargo.toml`;

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

function git(...args: readonly string[]): void {
  const identity = ["-c", "user.name=Test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false"];
  execaSync("git", [...identity, ...args], { cwd: root });
}

beforeAll(() => {
  git("init", "--quiet");
  write(repositoryFiles("demo"));
  git("add", ".");
  git("commit", "--quiet", "--no-verify", "-m", "one");
  const cargo = (pluginFiles("demo")[CARGO] ?? "").replace('"0.1.0"', '"0.2.0"');
  write({ [CARGO]: cargo, ...pluginFiles("fresh"), "notes.md": "" });
  git("add", ".");
  git("commit", "--quiet", "--no-verify", "-m", "two");
});

afterAll(() => rmSync(root, { recursive: true }));

describe("readDifference", () => {
  it("knows the paths that changed, and the version that each plugin had before", async () => {
    const records = pluginRecords(await repositoryOf(repositoryFiles("demo", "fresh", "same")));
    const { paths, versionBefore } = await readDifference(root, records, "HEAD~1", "HEAD");
    expect(paths).toEqual([CARGO, ...Object.keys(pluginFiles("fresh")), "notes.md"].sort());
    expect(versionBefore).toEqual(
      new Map([
        ["demo", "0.1.0"],
        ["fresh", undefined],
      ]),
    );
  });

  it.each(["no-such-revision", "--output=stolen"])("says in git's words why it can't compare %s", async (revision) => {
    await expect(readDifference(root, [], revision, "HEAD")).rejects.toMatchObject({
      exitCode: 1,
      message: expect.stringContaining(`fatal: `) as string,
    });
  });
});
