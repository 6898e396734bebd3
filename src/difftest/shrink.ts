import type { Call, Case } from "./case.ts";
import { type Difference, symptomOf } from "./compare.ts";
import type { Data } from "./data.ts";
import type { Generated } from "./generate/stream.ts";
import { minimiseCase } from "./minimise.ts";

/** A difference as it was met: the calls made on one pair of instances, of which the last one differed. */
export interface Failure {
  readonly config: Generated<Data>;
  readonly before: readonly Call[];
  readonly call: Generated<Call>;
  readonly difference: Difference;
}

/** The smallest case with the same symptom. */
export interface Shrunk {
  readonly case: Case;
  readonly difference: Difference;
  /** False when the same calls agreed on new instances: chance, the time, or state outside the instances is involved. */
  readonly reproduced: boolean;
}

/** How many cases are tried; a round over a small payload takes about a hundred. */
const MOST_TRIES = 3000;

/** Runs a case from scratch and says in what its two sides differ. */
export type FindDifference = (tested: Case) => Promise<Difference | undefined>;

/**
 * Shrinks a failure: first as fast-check knows how its values were made, then by {@link minimiseCase}. It ends early when the
 * signal is aborted, with what was reached.
 */
export async function shrinkFailure(
  findDifference: FindDifference,
  failure: Failure,
  signal: AbortSignal | undefined,
): Promise<Shrunk> {
  const symptom = symptomOf(failure.difference);
  let tries = 0;
  let difference: Difference | undefined;
  const fails = async (candidate: Case): Promise<boolean> => {
    if (tries >= MOST_TRIES || signal?.aborted === true) return false;
    tries++;
    const found = await findDifference(candidate);
    if (found === undefined || symptomOf(found) !== symptom) return false;
    difference = found;
    return true;
  };

  const whole: Case = { ...failure.call.value, config: failure.config.value, before: failure.before };
  const alone: Case = { ...whole, before: [] };
  let current = alone;
  if (!(await fails(alone))) {
    current = whole;
    // An interrupted try says nothing about the case.
    const disproved = !(await fails(whole)) && signal?.aborted !== true;
    if (difference === undefined) return { case: whole, difference: failure.difference, reproduced: !disproved };
  }
  current = { ...current, ...(await shrinkGenerated(failure.call, (call) => fails({ ...current, ...call }))) };
  current = { ...current, config: await shrinkGenerated(failure.config, (config) => fails({ ...current, config })) };
  current = await minimiseCase(current, fails);
  return { case: current, difference: difference ?? failure.difference, reproduced: true };
}

/** Walks down fast-check's tree of smaller values, as its own runner does. */
async function shrinkGenerated<T>(generated: Generated<T>, fails: (value: T) => Promise<boolean>): Promise<T> {
  for (const smaller of generated.shrink()) {
    if (await fails(smaller.value)) return shrinkGenerated(smaller, fails);
  }
  return generated.value;
}
