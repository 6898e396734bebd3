/** Lines as a text in which each ends with a line feed. */
export function formatLines(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join("");
}
