import { MANAGED_ROOT } from "../catalog/repository.ts";
import { type Behaviour, BRIDGES, PARTS } from "../shims/part.ts";
import type { Shim } from "../shims/read-shims.ts";
import { formatLines } from "./lines.ts";
import { linesOfCode } from "./shims-words.ts";
import type { Style } from "./style.ts";
import { formatTable } from "./table.ts";
import { plural } from "./units.ts";
import { visible } from "./visible.ts";

/** A table of lines of code by part, then for each shim why it is there, and what would let it go. */
export function renderShimsText(shims: readonly Shim[], style: Style): string {
  const head = ["plugin", "class", "code", ...PARTS];
  const rows = shims.map((shim) => [
    visible(shim.slug),
    shim.kind,
    String(linesOfCode(shim)),
    ...PARTS.map((part) => (shim.parts[part] === 0 ? "-" : String(shim.parts[part]))),
  ]);
  const [title = "", ...table] = formatTable(
    [head, ...rows],
    ["left", "left", ...head.slice(2).map(() => "right" as const)],
  );
  const thin = shims.filter(({ kind }) => kind === "thin").length;
  const sum = shims.reduce((lines, shim) => lines + linesOfCode(shim), 0);
  return formatLines([
    style.bold(title),
    ...table,
    "",
    ...shims.flatMap((shim) => (shim.kind === "thin" ? [] : [...shimLines(shim, style), ""])),
    "A thin shim goes with one bridge:",
    `  ${BRIDGES.framework}`,
    "",
    `${plural(shims.length, "shim")}, ${thin} thin, ${plural(sum, "line")} of code`,
  ]);
}

function shimLines(shim: Shim, style: Style): readonly string[] {
  return [style.bold(visible(shim.slug)), ...shim.behaviours.flatMap((part) => behaviourLines(part, shim, style))];
}

function behaviourLines(part: Behaviour, { slug, stretches }: Shim, style: Style): readonly string[] {
  const folder = `${MANAGED_ROOT}/${slug}/`;
  const rows = stretches
    .filter((stretch) => stretch.part === part)
    .map(({ unit, file, line, lines }) => [
      `    ${visible(unit)}`,
      plural(lines, "line"),
      `${file.replace(folder, "")}:${line}`,
    ]);
  return [`  ${style.warn(part)} goes with ${BRIDGES[part]}`, ...formatTable(rows, ["left", "right"])];
}
