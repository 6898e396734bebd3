import { BRIDGES, PARTS } from "../shims/part.ts";
import type { Shim } from "../shims/read-shims.ts";
import { markdownRow } from "./markdown.ts";
import { bridgesOf, linesOfCode } from "./shims-words.ts";

/** The same as the text, for an issue or a pull request. */
export function renderShimsMarkdown(shims: readonly Shim[]): string {
  const head = ["plugin", "class", "code", ...PARTS];
  const rows = shims.map((shim) => [
    `\`${shim.slug}\``,
    shim.kind,
    String(linesOfCode(shim)),
    ...PARTS.map((part) => String(shim.parts[part])),
  ]);
  return [
    "# Python shims",
    "",
    "Lines of code by what they are for.",
    "",
    ...tableLines(head, rows),
    ...shims.flatMap((shim) => (shim.kind === "thin" ? [] : shimLines(shim))),
    "",
    `A thin shim goes with one bridge: ${BRIDGES.framework}.`,
    "",
  ].join("\n");
}

function shimLines(shim: Shim): readonly string[] {
  const rows = shim.stretches.map(({ part, unit, file, line, lines }) => [
    part,
    `\`${unit}\``,
    String(lines),
    `\`${file}:${line}\``,
  ]);
  return [
    "",
    `## ${shim.slug}`,
    "",
    ...tableLines(["part", "where", "lines", "from"], rows),
    "",
    ...bridgesOf(shim).map(({ part, bridge }) => `- ${part} goes with ${bridge}`),
  ];
}

function tableLines(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const line = (cells: readonly string[]): string => markdownRow(cells.map((cell) => cell.replaceAll("|", "\\|")));
  return [line(head), `|${head.map(() => "---").join("|")}|`, ...rows.map(line)];
}
