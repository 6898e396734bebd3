import { constants } from "node:fs";
import { access, readdir, stat } from "node:fs/promises";
import { ioError } from "../files/io-error.ts";
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
  /** What a path leads to; undefined when that is nothing. */
  stat(path: string): Promise<PathFacts | undefined>;
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
      const facts = await stat(path);
      return { kind: kindOf(facts), size: facts.size };
    } catch {
      return undefined;
    }
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
