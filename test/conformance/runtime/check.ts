import { firstDifference, valueAt } from "../compare.ts";
import type { Oracle } from "../oracle.ts";
import { normalise } from "./normalise.ts";
import { play } from "./play.ts";
import type { Scenario } from "./scenario.ts";

/**
 * Runs a scenario in CPEX and here; what is wrong, if something is. A scenario that declares a divergence is wrong when
 * both agree, or when ours is not what it says.
 */
export async function check(oracle: Oracle, scenario: Scenario): Promise<string | undefined> {
  const [theirs, ours] = await Promise.all([oracle.ask({ scenario }), play(scenario)]);
  const left = plainJson(normalise(theirs, scenario));
  const right = plainJson(normalise(ours, scenario));
  const difference = firstDifference(left, right);
  const { divergence } = scenario;
  if (divergence === undefined) return difference;
  if (difference === undefined) return "agrees with CPEX, though it declares a divergence";
  for (const [path, expected] of Object.entries(divergence.ours)) {
    const wrong = firstDifference(expected, valueAt(right, path) ?? null, path);
    if (wrong !== undefined) return `expected / ours at ${wrong}`;
  }
  return undefined;
}

function plainJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
