import { ExitCode, ToolError } from "../errors.ts";
import { FolderWatcher } from "../files/folder-watcher.ts";
import { renderError } from "../report/error.ts";
import { plural } from "../report/units.ts";
import { nodeFiles } from "../validate/files.ts";
import { watchedFolders } from "../validate/watched-folders.ts";
import type { CommandContext } from "./command.ts";

/**
 * Checks now and after every change below the paths, until Ctrl-C, and writes what comes out of it when that is something else
 * than the last time. What can't be checked, as a file that is gone, is said and waited for.
 */
export async function watchAndCheck(
  paths: readonly string[],
  check: () => Promise<string>,
  { cwd, signal, style, write, note }: CommandContext,
): Promise<ExitCode> {
  const watcher = new FolderWatcher();
  let last: string | undefined;
  try {
    do {
      const folders = await watchedFolders(paths, cwd, nodeFiles);
      watcher.follow(folders);
      const output = await check().catch((error: unknown) => {
        if (!(error instanceof ToolError)) throw error;
        return renderError(error, style);
      });
      if (output !== last) {
        write(last === undefined ? output : `\n${output}`);
        note(`Watching ${plural(folders.length, "folder")}; Ctrl-C ends it.`);
      }
      last = output;
    } while (await watcher.next(signal));
    return ExitCode.ok;
  } finally {
    watcher.close();
  }
}
