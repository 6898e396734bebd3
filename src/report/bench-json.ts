import type { BenchReport } from "../bench/bench-compare.ts";

/** All comparisons as one document, raw samples included. */
export function renderBenchJson(reports: readonly BenchReport[]): string {
  const document = {
    schemaVersion: 1,
    units: { time: "ns", size: "bytes", ratio: "baseline time / candidate time" },
    reports,
  };
  return `${JSON.stringify(document, roundSamples, 2)}\n`;
}

/** A thousandth of a nanosecond is more than a sample knows. */
function roundSamples(key: string, value: unknown): unknown {
  return key === "samples" ? (value as readonly number[]).map((sample) => Number(sample.toFixed(3))) : value;
}
