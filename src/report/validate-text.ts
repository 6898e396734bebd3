import { countSeverities, type Diagnostic, type Severity } from "../validate/diagnostic.ts";
import { countFixed, type ValidateResult } from "../validate/validate-paths.ts";
import { Lines } from "../yaml/lines.ts";
import { renderFrame } from "./code-frame.ts";
import type { Style } from "./style.ts";
import { plural } from "./units.ts";
import { visible } from "./visible.ts";

/** Each diagnostic with the lines it is about, and a summary. */
export function renderValidateText(result: ValidateResult, style: Style, width: number): string {
  const { files, diagnostics } = result;
  const lines = new Map(files.map(({ file, text }) => [file, new Lines(text)]));
  const blocks = diagnostics.map((diagnostic) => renderOne(diagnostic, lines.get(diagnostic.file), style, width));
  return [...blocks, `${summarize(result)}\n`].join("\n");
}

function renderOne(diagnostic: Diagnostic, lines: Lines | undefined, style: Style, width: number): string {
  const { code, severity, message, help, file, range, related, fix, docs } = diagnostic;
  const paint = painter(severity, style);
  const marks = [{ range }, ...related.map((other) => ({ range: other.range, label: other.message }))];
  const notes = [
    ...(help === undefined ? [] : [`help: ${visible(help)}`]),
    ...(fix === undefined ? [] : [`fix: ${visible(fix.title)} (${fix.safe ? "--fix" : "--fix=unsafe"})`]),
    `docs: ${docs}`,
  ];
  return [
    `${paint(`${severity}[${code}]`)}${style.bold(`: ${visible(message)}`)}`,
    `${style.dim("-->")} ${file}:${range.start.line}:${range.start.column}`,
    ...(lines === undefined || lines.text === "" ? [] : renderFrame(lines, marks, { style, paint, width })),
    ...notes.map((note) => `${style.dim("=")} ${note}`),
    "",
  ].join("\n");
}

function painter(severity: Severity, style: Style): (text: string) => string {
  return { error: style.bad, warning: style.warn, note: style.accent }[severity];
}

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
