import { randomBytes } from "node:crypto";
import { chmod, open, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { ioError } from "./io-error.ts";
import { findWriteTarget, type WriteTarget } from "./write-target.ts";

/**
 * Writes a file whole or not at all: a temporary file in the same folder, synced, then renamed into place. The mode of an
 * existing file is kept, and a symbolic link is followed rather than replaced. A device, a pipe (`/dev/null`, `/dev/stdout`,
 * the shell's `>(…)`) is written to: a rename would put a file in its place.
 *
 * @param known the path's target where the caller has looked it up already
 * @throws {ToolError} when the file can't be written; the old content is then untouched.
 */
export async function writeAtomic(path: string, content: string | Uint8Array, known?: WriteTarget): Promise<void> {
  if (known === undefined && (await isStream(path))) return writeThrough(path, content);
  const target = known ?? (await findWriteTarget(path));
  const temporary = join(dirname(target.path), `.${randomBytes(6).toString("hex")}.tmp`);
  try {
    // From the start no more readable than what it replaces.
    const file = await open(temporary, "wx", target.mode);
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    if (target.mode !== undefined) await chmod(temporary, target.mode);
    await rename(temporary, target.path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw ioError("write", path, error);
  }
}

async function isStream(path: string): Promise<boolean> {
  try {
    const found = await stat(path);
    return !found.isFile() && !found.isDirectory();
  } catch {
    // What is wrong with the path comes out where it is opened.
    return false;
  }
}

async function writeThrough(path: string, content: string | Uint8Array): Promise<void> {
  try {
    await writeFile(path, content);
  } catch (error) {
    throw ioError("write", path, error);
  }
}
