import { createHash } from "node:crypto";
import type { ScenarioFacts } from "./outcome.ts";
import type { Scenario } from "./scenario.ts";

/** What a report says of a scenario besides its outcome. */
export function factsOf(scenario: Scenario): ScenarioFacts {
  const { name, hook, bytes, payloads } = scenario;
  return { name, hook, bytes, variants: payloads.length, digest: digestOf(scenario) };
}

function digestOf({ hook, config, payloads }: Scenario): string {
  const hash = createHash("sha256");
  // Payloads one by one: together they may be longer than a string can be.
  for (const part of [hook, config, ...payloads]) hash.update(`${JSON.stringify(part)}\n`);
  return hash.digest("hex").slice(0, 16);
}
