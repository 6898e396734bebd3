import type { Scenario } from "../../../src/bench/scenario.ts";
import { createContext } from "../../../src/plugin/context.ts";
import type { PluginInstance } from "../../../src/plugin/instance.ts";
import { firstDifference } from "../../conformance/compare.ts";
import { Oracle } from "../../conformance/oracle.ts";

/** The real plugins, in a Python process that times its own calls. */
export class Peer {
  readonly #oracle: Oracle;

  constructor(python: string) {
    this.#oracle = new Oracle(python, new URL("peer.py", import.meta.url));
  }

  /**
   * Makes the scenario the one that `run` calls.
   *
   * @param ours what the real plugin has to agree with before it is timed.
   * @throws {Error} when one of the two finds or denies what the other doesn't.
   */
  async open(plugin: string, { config, hook, payloads, name }: Scenario, ours: PluginInstance): Promise<void> {
    const theirs = await this.#oracle.ask({ plugin, config, hook, payloads });
    const context = createContext("bench", { request: { trace_id: "trace" } });
    const own: unknown[] = [];
    for (const payload of payloads) {
      const { continue_processing, metadata } = await ours.invoke(hook, payload, context);
      const metrics = metadata[plugin] as { readonly total_detections: number } | undefined;
      own.push({ goesOn: continue_processing, findings: metrics?.total_detections ?? 0 });
    }
    const difference = firstDifference(theirs, own);
    if (difference !== undefined) throw new Error(`${plugin}, ${name}: the wheel differs, at ${difference}`);
  }

  /** Nanoseconds for so many calls. */
  async run(calls: number): Promise<number> {
    return (await this.#oracle.ask({ calls })) as number;
  }

  end(): void {
    this.#oracle.close();
  }
}
