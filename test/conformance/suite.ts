/** What a suite is run with. */
export interface SuiteOptions {
  /** An interpreter that has the packages of requirements.txt. */
  readonly python: string;
  /** How many random cases to run beside the written ones. */
  readonly random: number;
  readonly seed: number;
  readonly print: (line: string) => void;
}

/** What a suite came to. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

export function sumOf(counts: readonly Counts[]): Counts {
  return {
    passed: counts.reduce((sum, { passed }) => sum + passed, 0),
    failed: counts.reduce((sum, { failed }) => sum + failed, 0),
  };
}
