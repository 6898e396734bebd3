import type { Contender } from "../../src/bench/contender.ts";
import type { Scenario } from "../../src/bench/scenario.ts";
import { ALLOW } from "../../src/plugin/result.ts";

/** Held, so that no compiler may find the work useless. */
let state = 1;

/** So many steps, each of which needs the one before it: nothing can be left out, and twice as many take twice as long. */
function spin(steps: number): void {
  let value = state;
  for (let step = 0; step < steps; step++) value = (Math.imul(value ^ (value >>> 15), 0x2c1b3c6d) + step) | 0;
  state = value;
}

/** An implementation whose calls are this much work, for payloads of {@link spinScenario}. */
export function spinContender(name: string, steps: number): Contender {
  return {
    name,
    create: () => ({
      implementation: "fallback",
      hooks: ["tool_pre_invoke"],
      invoke: (_hook, payload) => {
        if ((payload as { readonly spin: boolean }).spin) spin(steps);
        return ALLOW;
      },
    }),
  };
}

export function spinScenario(name: string, works: boolean): Scenario {
  return { name, hook: "tool_pre_invoke", config: {}, payloads: [{ spin: works }], bytes: 0 };
}

/** The least time of many calls, in nanoseconds: what comes between only ever makes a call slower. */
export function leastTime(steps: number, calls: number): number {
  const { hook, payloads, config } = spinScenario("linearity", true);
  const instance = spinContender("spin", steps).create(config, { salt: "", log: () => {} });
  const context = {} as Parameters<typeof instance.invoke>[2];
  let least = Infinity;
  for (let call = 0; call < calls; call++) {
    const start = process.hrtime.bigint();
    void instance.invoke(hook, payloads[0], context);
    least = Math.min(least, Number(process.hrtime.bigint() - start));
  }
  return least;
}
