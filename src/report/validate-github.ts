import type { Severity } from "../validate/diagnostic.ts";
import type { ValidateResult } from "../validate/result.ts";

const COMMANDS: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", note: "notice" };

/** Workflow commands, which GitHub Actions shows as annotations of the changed files. */
export function renderValidateGithub({ diagnostics }: ValidateResult): string {
  return diagnostics
    .map(({ file, range: { start, end }, severity, code, message, help }) => {
      const text = help === undefined ? message : `${message}\n${help}`;
      // GitHub takes columns only where a range stays on its line.
      const columns = end.line === start.line ? `,col=${start.column},endColumn=${end.column}` : "";
      const place = `file=${escapeProperty(file)},line=${start.line},endLine=${end.line}${columns}`;
      return `::${COMMANDS[severity]} ${place},title=${escapeProperty(code)}::${escapeData(text)}\n`;
    })
    .join("");
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
