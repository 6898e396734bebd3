import type { SingleReport } from "../../../src/bench/single/bench.ts";
import type { SingleOutcome } from "../../../src/bench/single/summarise.ts";
import { ENVIRONMENT } from "../bench/baseline/records.ts";

export function timed(name: string, median: number, bytes = 100): SingleOutcome {
  const series = { calls: 10, samples: [median, median * 1.1, median * 1.2] };
  return {
    scenario: { name, hook: "tool_pre_invoke", bytes, variants: 4, digest: "d" },
    status: "measured",
    measurement: {
      noise: { first: series, second: series },
      yard: { first: series, second: series },
      memory: { calls: 100, heap: 640, residentGrowth: 0 },
    },
    summary: {
      time: { median, p99: median * 2, callsPerSecond: 1e9 / median, bytesPerSecond: (1e9 / median) * bytes },
      interval: { low: median * 0.98, high: median * 1.02 },
      noiseFloor: 0.02,
    },
  };
}

export function untimed(name: string, message = "no such hook"): SingleOutcome {
  return {
    scenario: { name, hook: "tool_pre_invoke", bytes: 1, variants: 1, digest: "d" },
    status: "failed",
    message,
  };
}

export function singleReport(scenarios: readonly SingleOutcome[], changes: Partial<SingleReport> = {}): SingleReport {
  return {
    plugin: { name: "pii_filter", version: "0.1.0" },
    implementation: "native",
    reason: "loaded",
    environment: ENVIRONMENT,
    notes: [],
    seconds: 15,
    seed: 1,
    floor: timed("call floor", 50, 0),
    scenarios,
    noiseFloor: 0.02,
    partial: false,
    ...changes,
  };
}
