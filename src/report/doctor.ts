import type { Check } from "../doctor/check.ts";
import { formatJsonReport } from "./json.ts";
import type { Style } from "./style.ts";
import { formatTable } from "./table.ts";

/** One line a check, and below it the way to mend what is wrong. */
export function renderDoctorText(checks: readonly Check[], style: Style): string {
  const paint = { ok: style.good, warning: style.warn, problem: style.bad };
  const lines = formatTable(
    checks.map(({ subject, status, found }) => [paint[status](status), style.bold(subject), found]),
  );
  return checks
    .map(({ remedy }, index) => {
      const line = `${lines[index] ?? ""}\n`;
      return remedy === undefined ? line : `${line}${style.accent("  help:")} ${remedy}\n`;
    })
    .join("");
}

export function renderDoctorJson(checks: readonly Check[]): string {
  return formatJsonReport({ checks });
}
