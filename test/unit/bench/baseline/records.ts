import type { Baseline, RunRecord, ScenarioRecord } from "../../../../src/bench/baseline/record.ts";
import type { Environment } from "../../../../src/bench/environment.ts";
import { seededRandom } from "../../../../src/bench/statistics/random.ts";

export const ENVIRONMENT: Environment = {
  mcpplugins: "0.1.0",
  node: "20.20.2",
  v8: "11.3",
  platform: "linux",
  arch: "x64",
  cpu: "Some CPU",
  cores: 2,
  native: { file: "a.node", triple: "linux-x64-gnu", sha256: "abc", rustc: "rustc 1.95.0", profile: "release" },
  fallback: { module: "fallback.ts" },
};

export interface RecordOptions {
  /** Nanoseconds a call. */
  readonly subject: number;
  readonly reference?: number;
  /** How far the samples of one process may stray, as a share of them. */
  readonly noise?: number;
  /** How far processes may stray from each other. */
  readonly luck?: number;
  readonly samples?: number;
  readonly rounds?: number;
  readonly digest?: string;
  readonly seed?: number;
}

/** A scenario with made-up samples around a known cost. */
export function scenarioRecord(name: string, options: RecordOptions): ScenarioRecord {
  const {
    subject,
    reference = 1000,
    noise = 0.02,
    luck = 0.01,
    samples = 20,
    rounds = 5,
    digest = "d1",
    seed = 1,
  } = options;
  const random = seededRandom(seed, name);
  const stray = (share: number): number => 1 - share + 2 * share * random();
  const around = (value: number): number[] => Array.from({ length: samples }, () => value * stray(noise));
  return {
    name,
    digest,
    rounds: Array.from({ length: rounds }, () => ({
      subject: around(subject * stray(luck)),
      reference: around(reference),
    })),
  };
}

export function runRecord(scenarios: readonly ScenarioRecord[], changes: Partial<RunRecord> = {}): RunRecord {
  return {
    subject: "native",
    reference: "fallback",
    plugin: { name: "pii_filter", version: "0.1.0" },
    environment: ENVIRONMENT,
    seed: 1,
    scenarios,
    ...changes,
  };
}

export function baseline(scenarios: readonly ScenarioRecord[], changes: Partial<Baseline> = {}): Baseline {
  return { ...runRecord(scenarios), name: "main", savedAt: "2026-01-02T03:04:05.000Z", ...changes };
}
