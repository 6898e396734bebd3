import { realpath, stat } from "node:fs/promises";
import { codeOf, failed } from "../errors.ts";
import { ioError } from "./io-error.ts";
import { readText } from "./read-text.ts";

/** Where a text goes. */
export interface WriteTarget {
  /** Where the path leads through symbolic links; the path itself when nothing is there yet. */
  readonly path: string;
  /** The permissions of the file that is there; undefined for a new one. */
  readonly mode: number | undefined;
}

/** @throws {ToolError} when the path can't be looked at. */
export async function findWriteTarget(path: string): Promise<WriteTarget> {
  try {
    const target = await realpath(path);
    return { path: target, mode: (await stat(target)).mode & 0o7777 };
  } catch (error) {
    if (codeOf(error) === "ENOENT") return { path, mode: undefined };
    throw ioError("write", path, error);
  }
}

/**
 * The target of a file that is to be replaced, after making sure that it may be.
 *
 * @param file the path as it is shown
 * @param before what the new text was made from
 * @throws {ToolError} exit 4 when the file is write-protected, or is not any more what was read.
 */
export async function checkReplaceable(path: string, file: string, before: string): Promise<WriteTarget> {
  const target = await findWriteTarget(path);
  // A rename would not ask.
  if (target.mode !== undefined && (target.mode & 0o222) === 0)
    throw failed(`cannot write ${file}: it is write-protected`, { hint: `Allow it with 'chmod u+w ${file}'.` });
  if ((await readText(target.path)) !== before)
    throw failed(`${file} changed after it was read`, { hint: "Run the command again." });
  return target;
}
