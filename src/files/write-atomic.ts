import { randomBytes } from "node:crypto";
import { chmod, open, realpath, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { codeOf } from "../errors.ts";
import { ioError } from "./io-error.ts";

/**
 * Writes a file whole or not at all: a temporary file in the same folder, synced, then renamed into place. The mode of an
 * existing file is kept, and a symbolic link is followed rather than replaced.
 *
 * @throws {ToolError} when the file can't be written; the old content is then untouched.
 */
export async function writeAtomic(path: string, content: string | Uint8Array): Promise<void> {
  const target = await resolveLink(path);
  const temporary = join(dirname(target), `.${randomBytes(6).toString("hex")}.tmp`);
  try {
    const mode = await modeOf(target);
    // From the start no more readable than what it replaces.
    const file = await open(temporary, "wx", mode);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    if (mode !== undefined) await chmod(temporary, mode);
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw ioError("write", path, error);
  }
}

/** Where a path leads through symbolic links; the path itself when nothing is there yet. */
export async function resolveLink(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return path;
    throw ioError("write", path, error);
  }
}

async function modeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).mode & 0o7777;
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}
