import { stat } from "node:fs/promises";
import { failed } from "../errors.ts";
import { ioError } from "../files/io-error.ts";
import { readText } from "../files/read-text.ts";
import { resolveLink, writeAtomic } from "../files/write-atomic.ts";
import type { ValidateResult } from "./validate-paths.ts";

/**
 * Writes the files that were fixed, each in one step, so that it is the old one or the new one whatever happens.
 *
 * @throws {ToolError} exit 4 when one can't be written, is write-protected or is not any more what was read; those before it
 *   are then written.
 */
export async function writeFixes({ files }: ValidateResult, signal: AbortSignal): Promise<void> {
  for (const { file, text, fix } of files) {
    if (fix === undefined) continue;
    signal.throwIfAborted();
    await checkWritable(file, fix.path);
    if ((await readText(fix.path)) !== fix.before)
      throw failed(`${file} changed while it was being fixed; run the command again`);
    await writeAtomic(fix.path, text);
  }
}

/** A rename would not ask. */
async function checkWritable(file: string, path: string): Promise<void> {
  const { mode } = await stat(await resolveLink(path)).catch((error: unknown) => {
    throw ioError("write", file, error);
  });
  if ((mode & 0o222) === 0)
    throw failed(`cannot write ${file}: it is write-protected`, { hint: `Allow it with 'chmod u+w ${file}'.` });
}
