import { realpathSync } from "node:fs";
import { failed } from "../errors.ts";

/**
 * The path of the current folder.
 *
 * @throws {ToolError} exit 4 when it is gone, of which `process.cwd` may not know yet.
 */
export function currentFolder(): string {
  try {
    return realpathSync.native(".");
  } catch (cause) {
    throw failed("the current folder is not there any more", { cause, hint: "Change to one that is." });
  }
}
