import type { RuleDocs } from "../validate/docs.ts";
import { formatLines } from "./lines.ts";
import type { Style } from "./style.ts";
import { formatTable } from "./table.ts";

/** Every code with its severity and what it finds, a line each. */
export function renderCodes(docs: Readonly<Record<string, RuleDocs>>, style: Style): string {
  const paint = { error: style.bad, warning: style.warn, note: style.accent };
  const rows = Object.entries(docs).map(([code, { severity, summary }]) => [
    style.bold(code),
    paint[severity](severity),
    summary,
  ]);
  return formatLines(formatTable(rows));
}

/** A page of the documentation as it is, with its headings in bold. */
export function renderPage(markdown: string, style: Style): string {
  return markdown.replaceAll(/^#+ .*$/gm, (heading) => style.bold(heading));
}
