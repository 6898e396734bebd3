import { constants } from "node:fs";
import { access, readdir } from "node:fs/promises";
import { ioError } from "../files/io-error.ts";
import { lookAt } from "../files/look-at.ts";
import { readBytes, readText } from "../files/read-text.ts";

export interface PathFacts {
  readonly kind: "file" | "folder" | "other";
  /** In bytes. */
  readonly size: number;
}

export interface FolderEntry {
  readonly name: string;
  readonly kind: "file" | "folder" | "link" | "other";
}

/** The file system as far as validation needs it. Paths are absolute. */
export interface FileAccess {
  /** What a path leads to; undefined when that is nothing, or can't be seen from here. */
  stat(path: string): Promise<PathFacts | undefined>;
  /**
   * What a path leads to; undefined when that is nothing.
   *
   * @throws {ToolError} exit 4 when it can't be seen from here.
   */
  lookAt(path: string): Promise<PathFacts | undefined>;
  isExecutable(path: string): Promise<boolean>;
  /** The entries of a folder, sorted by name. */
  list(folder: string): Promise<readonly FolderEntry[]>;
  /** @throws {ToolError} when the file can't be read or is not UTF-8. */
  readText(path: string): Promise<string>;
  /** @throws {ToolError} when the file can't be read. */
  readBytes(path: string): Promise<Uint8Array>;
}

/** The real file system. */
export const nodeFiles: FileAccess = {
  async stat(path) {
    try {
      return await nodeFiles.lookAt(path);
    } catch {
      return undefined;
    }
  },
  async lookAt(path) {
    const facts = await lookAt(path);
    return facts === undefined ? undefined : { kind: kindOf(facts), size: facts.size };
  },
  async isExecutable(path) {
    try {
      await access(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  },
  async list(folder) {
    try {
      const entries = await readdir(folder, { withFileTypes: true });
      const facts = entries.map((entry) => ({
        name: entry.name,
        kind: entry.isSymbolicLink() ? ("link" as const) : kindOf(entry),
      }));
      return facts.sort((a, b) => (a.name < b.name ? -1 : 1));
    } catch (error) {
      throw ioError("list", folder, error);
    }
  },
  readText,
  readBytes,
};

function kindOf(entry: { isFile(): boolean; isDirectory(): boolean }): PathFacts["kind"] {
  return entry.isFile() ? "file" : entry.isDirectory() ? "folder" : "other";
}
