import { execa } from "execa";
import { failed } from "../errors.ts";

/**
 * Installs a project's npm dependencies.
 *
 * @throws {ToolError} exit 4 with npm's own message.
 */
export async function installDependencies(folder: string, signal?: AbortSignal): Promise<void> {
  const { exitCode, stderr } = await execa("npm", ["install", "--no-audit", "--no-fund"], {
    cwd: folder,
    reject: false,
    ...(signal === undefined ? {} : { cancelSignal: signal }),
  });
  signal?.throwIfAborted();
  if (exitCode === 0) return;
  throw failed(`npm could not install the dependencies of ${folder}`, {
    details: stderr,
    hint: "The project itself is complete: run 'npm install' in it when the reason is gone.",
  });
}
