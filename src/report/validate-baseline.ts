import type { Baseline } from "../validate/baseline.ts";
import { formatJson } from "./json.ts";

/** A baseline as a file of its own, in the order of the run that it was made from. */
export function renderBaseline(baseline: Baseline): string {
  return formatJson(baseline);
}
