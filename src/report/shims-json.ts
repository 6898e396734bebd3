import type { Shim } from "../shims/read-shims.ts";
import { formatJsonReport } from "./json.ts";
import { bridgesOf, linesOfCode, totalLines } from "./shims-words.ts";

/** One JSON document: every shim with its lines, what they are for, and what would replace them. */
export function renderShimsJson(shims: readonly Shim[]): string {
  return formatJsonReport({
    summary: {
      plugins: shims.length,
      thin: shims.filter(({ kind }) => kind === "thin").length,
      linesOfCode: shims.reduce((sum, shim) => sum + linesOfCode(shim), 0),
    },
    shims: shims.map((shim) => ({
      slug: shim.slug,
      class: shim.kind,
      lines: totalLines(shim),
      linesOfCode: linesOfCode(shim),
      parts: shim.parts,
      files: shim.files,
      behaviour: shim.stretches,
      bridges: bridgesOf(shim),
    })),
  });
}
