import type { BenchReport } from "../bench/bench-compare.ts";
import { roundSample } from "../bench/sampling.ts";
import type { SingleReport } from "../bench/single/bench.ts";

/** All comparisons as one document, raw samples included. */
export function renderBenchJson(reports: readonly BenchReport[]): string {
  return toJson("bench-compare", reports, { ratio: "baseline time / candidate time" });
}

/** The times of single implementations as one document, raw samples included. */
export function renderSingleJson(reports: readonly SingleReport[]): string {
  return toJson("bench", reports, {});
}

function toJson(command: string, reports: readonly unknown[], units: object): string {
  const document = {
    schemaVersion: 1,
    command,
    units: { time: "ns", size: "bytes", ...units, factor: "cost now / cost then" },
    reports,
  };
  return `${JSON.stringify(document, roundSamples, 2)}\n`;
}

function roundSamples(key: string, value: unknown): unknown {
  return key === "samples" ? (value as readonly number[]).map(roundSample) : value;
}
