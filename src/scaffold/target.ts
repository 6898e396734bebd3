import { lstat, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { codeOf, usageError } from "../errors.ts";
import { ioError } from "../files/io-error.ts";

/** What a folder may hold without being in the way of a new project. */
const WELCOME = new Set([".git", "LICENSE", "README.md", "node_modules"]);

/** The folder that a project goes into, as it is before. */
export interface Target {
  readonly exists: boolean;
  /** Names in the folder that a new project does not expect there. */
  readonly strangers: readonly string[];
}

/**
 * Looks at the folder of a project to be.
 *
 * @throws {ToolError} exit 2 when it is a file, exit 4 when it can't be read.
 */
export async function inspectTarget(folder: string): Promise<Target> {
  try {
    if (!(await stat(folder)).isDirectory()) throw notAFolder(folder);
    const names = await readdir(folder);
    return { exists: true, strangers: names.filter((name) => !WELCOME.has(name)).sort() };
  } catch (error) {
    switch (codeOf(error)) {
      case "ENOENT":
        return { exists: false, strangers: [] };
      case "ENOTDIR":
        throw notAFolder(folder);
      case undefined:
        throw error;
      default:
        throw ioError("list", folder, error);
    }
  }
}

function notAFolder(folder: string): Error {
  return usageError(`${folder} can't be the folder of a project: it is a file, or lies below one`, {
    hint: "Name another folder.",
  });
}

/** What happens to a planned file: a README.md and a LICENSE that are there are the author's own. */
export async function actionOn(folder: string, path: string): Promise<"create" | "keep" | "overwrite"> {
  try {
    await lstat(join(folder, path));
    return WELCOME.has(path) ? "keep" : "overwrite";
  } catch (error) {
    if (codeOf(error) === "ENOENT") return "create";
    throw ioError("write", join(folder, path), error);
  }
}
