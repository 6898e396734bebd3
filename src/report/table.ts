import { displayWidth } from "./width.ts";

export type Align = "left" | "right";

/** Lines of aligned columns, two spaces apart; wide characters count by their width on a terminal. */
export function formatTable(rows: readonly (readonly string[])[], align: readonly Align[] = []): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, displayWidth(cell));
  }
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const gap = " ".repeat((widths[column] ?? 0) - displayWidth(cell));
        return align[column] === "right" ? gap + cell : cell + gap;
      })
      .join("  ")
      .trimEnd(),
  );
}
