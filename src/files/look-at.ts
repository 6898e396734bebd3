import type { Stats } from "node:fs";
import { stat } from "node:fs/promises";
import { codeOf } from "../errors.ts";
import { ioError } from "./io-error.ts";

/**
 * What a path leads to; undefined when that is nothing.
 *
 * @throws {ToolError} exit 4 when it can't be seen from here.
 */
export async function lookAt(path: string): Promise<Stats | undefined> {
  try {
    return await stat(path);
  } catch (error) {
    if (codeOf(error) === "ENOENT" || codeOf(error) === "ENOTDIR") return undefined;
    throw ioError("read", path, error);
  }
}
