import { countSeverities } from "../validate/diagnostic.ts";
import { countFixed, type ValidateResult } from "../validate/result.ts";
import { plural } from "./units.ts";

/** `2 errors, 1 warning in 3 files`, or that all is well; and how much was fixed, or is known. */
export function summarize({ files, diagnostics, known = 0 }: ValidateResult): string {
  const { error, warning, note } = countSeverities(diagnostics);
  const counts = [
    ...(error > 0 ? [plural(error, "error")] : []),
    ...(warning > 0 ? [plural(warning, "warning")] : []),
    ...(note > 0 ? [plural(note, "note")] : []),
  ];
  const checked = plural(files.length, "file");
  const found = counts.length === 0 ? `${checked} checked, no problems` : `${counts.join(", ")} in ${checked}`;
  const fixed = countFixed(files);
  return [found, ...(fixed === 0 ? [] : [`${fixed} fixed`]), ...(known === 0 ? [] : [`${known} in the baseline`])].join(
    "; ",
  );
}
