import type { Clock } from "../../../src/bench/clock.ts";
import type { Contender } from "../../../src/bench/contender.ts";
import type { Scenario } from "../../../src/bench/scenario.ts";
import { ALLOW, type PluginResult } from "../../../src/plugin/result.ts";

/** A clock that only moves when a fake call spends time. */
export interface FakeClock extends Clock {
  spend(nanoseconds: number): void;
  readonly pauses: () => number;
}

export function fakeClock(onPause: (now: number) => void = () => {}): FakeClock {
  let now = 0;
  let pauses = 0;
  return {
    now: () => now,
    pause: async () => {
      pauses++;
      onPause(now);
    },
    spend: (nanoseconds) => {
      now += nanoseconds;
    },
    pauses: () => pauses,
  };
}

export interface FakeBehaviour {
  /** What one call takes, in nanoseconds. */
  readonly cost: number | ((payload: unknown) => number);
  readonly answer?: (payload: unknown) => PluginResult | Promise<PluginResult>;
  readonly create?: (config: unknown) => void;
}

export interface FakeContender extends Contender {
  readonly calls: () => number;
  readonly open: () => number;
}

/** An implementation with a known cost. */
export function fakeContender(name: string, clock: FakeClock, behaviour: FakeBehaviour): FakeContender {
  let calls = 0;
  let open = 0;
  const { cost, answer = () => ALLOW } = behaviour;
  return {
    name,
    calls: () => calls,
    open: () => open,
    create: (config) => {
      behaviour.create?.(config);
      open++;
      return {
        implementation: name === "native" ? "native" : "fallback",
        hooks: ["tool_pre_invoke"],
        invoke: (_hook, payload) => {
          calls++;
          clock.spend(typeof cost === "number" ? cost : cost(payload));
          return answer(payload);
        },
        shutdown: () => {
          open--;
        },
      };
    },
  };
}

export function scenario(name: string, bytes: number, variants = 4): Scenario {
  const payloads = Array.from({ length: variants }, (_, variant) => ({ name: "x", args: { bytes, variant } }));
  return { name, hook: "tool_pre_invoke", config: {}, payloads, bytes };
}

export const FLOOR: Scenario = { name: "call floor", hook: "tool_pre_invoke", config: {}, payloads: [{}], bytes: 0 };
