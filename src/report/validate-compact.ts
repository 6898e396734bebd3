import type { ValidateResult } from "../validate/result.ts";
import { formatLines } from "./lines.ts";
import { visible } from "./visible.ts";

/** One line a diagnostic, for editors, grep and other programs: `file:line:column: severity[code] message`. */
export function renderValidateCompact({ diagnostics }: ValidateResult): string {
  const lines = diagnostics.map(({ file, range, severity, code, message, help }) => {
    const place = `${file}:${range.start.line}:${range.start.column}`;
    const text = visible(`${message}${help === undefined ? "" : ` (${help})`}`);
    return `${place}: ${severity}[${code}] ${text}`.replaceAll(/\s*[\r\n]+\s*/g, " ");
  });
  return formatLines(lines);
}
