import { resolve } from "node:path";
import { failed, messageOf, usageError } from "../errors.ts";
import { readText } from "../files/read-text.ts";

/** Where an argument's JSON may come from. */
export interface JsonSources {
  /** The flag that has the argument, for messages. */
  readonly flag: string;
  /** The folder that relative paths start from. */
  readonly cwd: string;
  /** Reads standard input, for `-`; undefined where that is not allowed. */
  readonly readStdin?: (() => Promise<string>) | undefined;
}

/**
 * The JSON that an argument stands for: itself where it starts with `{` or `[`, standard input for `-`, otherwise the file
 * of that name.
 *
 * @throws {ToolError} exit 2 when the argument itself is not JSON, exit 3 when there is no such file, exit 4 when the file
 * or standard input is not JSON.
 */
export async function readJsonInput(argument: string, { flag, cwd, readStdin }: JsonSources): Promise<unknown> {
  if (/^\s*[{[]/.test(argument)) {
    try {
      return JSON.parse(argument);
    } catch (cause) {
      throw usageError(`${flag}: not JSON: ${messageOf(cause)}`, { details: argument, cause });
    }
  }
  const fromStdin = argument === "-" && readStdin !== undefined;
  const path = resolve(cwd, argument);
  const text = fromStdin ? await readStdin() : await readText(path);
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch (cause) {
    throw failed(`${fromStdin ? "standard input" : path} is not JSON: ${messageOf(cause)}`, { cause });
  }
}
