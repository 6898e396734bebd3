import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { FolderWatcher } from "../../../src/files/folder-watcher.ts";

function watched(...names: readonly string[]) {
  const root = mkdtempSync(join(tmpdir(), "watcher-"));
  const watcher = new FolderWatcher();
  const abort = new AbortController();
  onTestFinished(() => {
    watcher.close();
    rmSync(root, { recursive: true, force: true });
  });
  for (const name of names) mkdirSync(join(root, name));
  return { root, watcher, abort, folders: names.map((name) => join(root, name)) };
}

describe("FolderWatcher", () => {
  it("tells of a change that came before it was asked, and of one that comes later", async () => {
    const { watcher, abort, folders } = watched("a", "b");
    watcher.follow(folders);
    writeFileSync(join(folders[1]!, "one"), "");
    expect(await watcher.next(abort.signal)).toBe(true);
    const next = watcher.next(abort.signal);
    writeFileSync(join(folders[0]!, "two"), "");
    expect(await next).toBe(true);
  });

  it("ends when it is told to", async () => {
    const { watcher, abort, folders } = watched("a");
    watcher.follow(folders);
    const next = watcher.next(abort.signal);
    abort.abort();
    expect(await next).toBe(false);
    expect(await watcher.next(abort.signal)).toBe(false);
  });

  it("watches a folder again that was replaced, and leaves out one that is not there", async () => {
    const { root, watcher, abort, folders } = watched("a");
    watcher.follow([...folders, join(root, "none")]);
    rmSync(folders[0]!, { recursive: true });
    mkdirSync(folders[0]!);
    await watcher.next(abort.signal);
    watcher.follow(folders);
    writeFileSync(join(folders[0]!, "one"), "");
    expect(await watcher.next(abort.signal)).toBe(true);
  });
});
