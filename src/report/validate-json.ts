import { countSeverities } from "../validate/diagnostic.ts";
import type { ValidateResult } from "../validate/result.ts";
import { formatJsonReport } from "./json.ts";

/** One JSON document. Lines and columns count from 1, offsets from 0; columns and offsets are UTF-16 code units. */
export function renderValidateJson({ files, diagnostics, known }: ValidateResult): string {
  const { error, warning, note } = countSeverities(diagnostics);
  return formatJsonReport({
    files: files.map(({ file, type, fix }) => ({
      file,
      type,
      ...(fix === undefined ? {} : { fixed: fix.fixed.length }),
    })),
    summary: {
      files: files.length,
      errors: error,
      warnings: warning,
      notes: note,
      ...(known === undefined ? {} : { known }),
    },
    diagnostics,
  });
}
