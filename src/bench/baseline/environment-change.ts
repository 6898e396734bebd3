import type { Environment } from "../environment.ts";

/** A fact that was another when the baseline was saved. */
export interface EnvironmentChange {
  readonly fact: EnvironmentFact;
  readonly before: string;
  readonly now: string;
}

/** Times of machines that differ in one of these say nothing about the code. */
const MACHINE_FACTS = ["platform", "arch", "cpu", "cores", "node", "v8"] as const;
const BUILD_FACTS = ["rustc", "profile", "mcpplugins"] as const;

export type EnvironmentFact = (typeof MACHINE_FACTS)[number] | (typeof BUILD_FACTS)[number];

/** What is different about where, and how, two runs were made. The code itself may differ: that is what is being compared. */
export function environmentChanges(then: Environment, now: Environment): readonly EnvironmentChange[] {
  return [...MACHINE_FACTS, ...BUILD_FACTS].flatMap((fact) => {
    const [before, after] = [factOf(then, fact), factOf(now, fact)];
    // A run without an addon has no compiler to compare.
    if (before === undefined || after === undefined || before === after) return [];
    return [{ fact, before, now: after }];
  });
}

/** Whether the runs were made on machines, or versions of Node, that differ. */
export function isOtherMachine(changes: readonly EnvironmentChange[]): boolean {
  return changes.some(({ fact }) => MACHINE_FACTS.some((one) => one === fact));
}

function factOf(environment: Environment, fact: EnvironmentFact): string | undefined {
  switch (fact) {
    case "rustc":
    case "profile":
      return environment.native?.[fact];
    default:
      return String(environment[fact]);
  }
}
