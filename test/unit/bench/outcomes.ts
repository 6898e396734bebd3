import type { Measured, ScenarioFacts, ScenarioOutcome } from "../../../src/bench/outcome.ts";
import type { Interval } from "../../../src/bench/statistics/bootstrap.ts";

interface Figures {
  readonly ratio: number;
  readonly bytes: number;
  readonly interval?: Interval;
  readonly difference?: Measured["summary"]["difference"];
}

function facts(name: string, bytes: number): ScenarioFacts {
  return { name, hook: "tool_pre_invoke", bytes, variants: 64, digest: `${name}-1` };
}

/** A measured scenario whose baseline takes 1 µs. */
export function measured(name: string, { ratio, bytes, interval, difference }: Figures): Measured {
  const callTime = (median: number) => ({
    median,
    p99: median * 1.5,
    callsPerSecond: 1e9 / median,
    bytesPerSecond: (1e9 / median) * bytes,
  });
  const pair = (second: number) => ({
    first: { calls: 512, samples: [1000, 1000] },
    second: { calls: 2048, samples: [second, second] },
  });
  const memory = (heap: number) => ({ calls: 100, heap, residentGrowth: 0 });
  return {
    scenario: facts(name, bytes),
    status: "measured",
    measurement: { noise: pair(1000), pairs: pair(1000 / ratio), memory: { first: memory(640), second: memory(64) } },
    summary: {
      baseline: callTime(1000),
      candidate: callTime(1000 / ratio),
      ratio,
      interval: interval ?? { low: ratio * 0.95, high: ratio * 1.05 },
      pValue: 0.0001,
      noiseFloor: 0.02,
      difference: difference ?? (ratio > 1 ? "faster" : "slower"),
    },
  };
}

export function disagreed(name: string): ScenarioOutcome {
  return {
    scenario: facts(name, 30),
    status: "disagreed",
    disagreement: {
      place: "result",
      path: "modified_payload.args.text",
      aspect: "value",
      baseline: { kind: "value", value: "call [SSN]" },
      candidate: { kind: "absent" },
      variant: 2,
    },
  };
}

export function failedOutcome(name: string): ScenarioOutcome {
  return { scenario: facts(name, 30), status: "failed", message: "too deep" };
}

export function interrupted(name: string): ScenarioOutcome {
  return { scenario: facts(name, 30), status: "interrupted" };
}
