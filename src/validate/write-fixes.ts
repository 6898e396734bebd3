import { writeAtomic } from "../files/write-atomic.ts";
import { checkReplaceable } from "../files/write-target.ts";
import type { ValidateResult } from "./result.ts";

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
    await writeAtomic(fix.path, text, await checkReplaceable(fix.path, file, fix.before));
  }
}
