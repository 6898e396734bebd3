import type { Scenario } from "../../../src/bench/scenario.ts";
import { createContext } from "../../../src/plugin/context.ts";
import type { PluginInstance } from "../../../src/plugin/instance.ts";
import { heldBytes } from "../../stress/memory.ts";

/** What the process holds before and after many calls, in bytes. */
export interface Soak {
  readonly before: number;
  readonly after: number;
}

/** Makes so many calls, after a tenth as many that fill caches and pools, and looks at the process's memory. Needs `--expose-gc`. */
export async function soak(instance: PluginInstance, scenario: Scenario, calls: number): Promise<Soak> {
  callMany(instance, scenario, Math.ceil(calls / 10));
  const before = await heldBytes();
  callMany(instance, scenario, calls);
  return { before, after: await heldBytes() };
}

function callMany(instance: PluginInstance, { hook, payloads }: Scenario, calls: number): void {
  const context = createContext("bench");
  for (let call = 0; call < calls; call++) void instance.invoke(hook, payloads[call % payloads.length], context);
}
