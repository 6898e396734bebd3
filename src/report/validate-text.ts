import type { Diagnostic, Severity } from "../validate/diagnostic.ts";
import type { ValidateResult } from "../validate/result.ts";
import { Lines } from "../yaml/lines.ts";
import { renderFrame } from "./code-frame.ts";
import type { Style } from "./style.ts";
import { summarize } from "./validate-summary.ts";
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
