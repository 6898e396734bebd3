import type { Environment } from "../bench/environment.ts";
import { formatPercent } from "./bench-words.ts";
import type { Style } from "./style.ts";
import { plural } from "./units.ts";

export interface BenchHeading {
  readonly title: string;
  readonly environment: Environment;
  /** Undefined when nothing was measured. */
  readonly noiseFloor: number | undefined;
}

/** The title with the environment at its right; below it where they don't fit on one line. */
export function benchHeader({ title, environment, noiseFloor }: BenchHeading, style: Style, width: number): string[] {
  const { node, arch, cores } = environment;
  const floor = noiseFloor === undefined ? "" : `; noise floor ${formatPercent(noiseFloor)}`;
  const facts = `node ${node}, ${arch}, ${plural(cores, "core")}${floor}`;
  const gap = width - title.length - facts.length;
  if (gap < 2) return [style.bold(title), `   ${style.dim(facts)}`];
  return [style.bold(title) + " ".repeat(gap) + style.dim(facts)];
}
