import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { extname, join, resolve } from "node:path";
import type { PluginConfig } from "../config/plugin-config.ts";

export type McpConfig = NonNullable<PluginConfig["mcp"]>;

/** The process that a server over stdio runs in. */
export interface StdioCommand {
  readonly command: string;
  readonly args: string[];
  readonly cwd: string;
}

/**
 * How a server is started. Its folder is `mcp.cwd`, and without one `base`, from which relative paths start. A script in
 * Python or shell needs no permission to run, any other does, as in CPEX.
 *
 * @throws {Error} in CPEX's words, when the script is not there or can't be run.
 */
export async function stdioCommand({ script, cmd, cwd }: McpConfig, base: string): Promise<StdioCommand> {
  const folder = resolve(base, expandHome(cwd ?? ""));
  const [command, ...args] = cmd ?? [];
  if (command !== undefined) return { command, args, cwd: folder };
  if (!script) throw new Error("STDIO transport requires script or cmd");
  const path = resolve(folder, expandHome(script));
  if (!(await isFile(path))) throw new Error(`Server script ${path} does not exist.`);
  const interpreter = INTERPRETERS[extname(path)];
  if (interpreter !== undefined) return { command: interpreter, args: [path], cwd: folder };
  if (!(await isExecutable(path))) throw new Error(`Server script ${path} must be executable.`);
  return { command: path, args: [], cwd: folder };
}

const INTERPRETERS: Readonly<Record<string, string>> = {
  ".py": process.platform === "win32" ? "python" : "python3",
  ".sh": "sh",
};

function expandHome(path: string): string {
  return path === "~" || path.startsWith("~/") ? join(homedir(), path.slice(1)) : path;
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
