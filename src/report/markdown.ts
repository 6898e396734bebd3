import { visible } from "./visible.ts";

/** A text without markup of its own, on one line: also inside a table cell. */
export function escapeMarkdown(text: string): string {
  return visible(text)
    .replaceAll(/[\\|<>*_`[\]~]/g, "\\$&")
    .replaceAll(/\s+/g, " ");
}

/** A row of a table. */
export function markdownRow(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}
