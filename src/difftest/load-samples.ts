import { existsSync } from "node:fs";
import { join } from "node:path";
import { failed } from "../errors.ts";
import type { Samples } from "../plugin/samples.ts";
import { importModule } from "../runtime/import-module.ts";

/**
 * The default export of `samples.ts` beside a plugin's manifest; undefined where there is none.
 *
 * @throws {ToolError} exit 4 when it fails to load, or exports something else.
 */
export async function loadSamples(folder: string): Promise<Samples | undefined> {
  const file = join(folder, "samples.ts");
  if (!existsSync(file) && !existsSync(join(folder, "samples.js"))) return undefined;
  const { default: samples } = await importModule(file);
  if (isSamples(samples)) return samples;
  throw failed(`${file} does not export samples`, { hint: "Write 'export default defineSamples(…)'." });
}

function isSamples(value: unknown): value is Samples {
  const { kinds, sample, vocabulary } = (value ?? {}) as Partial<Samples>;
  return Array.isArray(kinds) && Array.isArray(vocabulary) && typeof sample === "function";
}
