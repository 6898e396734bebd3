import type { Case } from "../case.ts";
import type { Difference } from "../compare.ts";
import { type Group, GroupGenerator } from "../generate/group.ts";
import { fixed } from "../generate/stream.ts";
import type { LeftOut, Position } from "../position.ts";
import { groupsOf } from "../recorded.ts";
import type { CaseSource, FoundDifference } from "../result.ts";
import type { DiffTestInput } from "../run.ts";
import { type Failure, type FindDifference, shrinkFailure } from "../shrink.ts";
import type { Target } from "../target.ts";
import type { Order } from "./messages.ts";
import { type Ended, PluginProcess } from "./plugin-process.ts";

/** Each crash costs a new process: so many are spent on making one case smaller. */
const MOST_CRASHES = 20;

/** A difference that ended the process of its run. TypeScript can't do that: it is the addon's. */
export function crashOf({ how }: Ended): Difference {
  return {
    place: "crash",
    path: [],
    aspect: "value",
    native: { kind: "error", message: `ended the process: ${how}` },
    fallback: { kind: "value", value: "did not" },
  };
}

/** The case at which a process ended. */
export interface Crash {
  readonly failure: Failure;
  readonly source: CaseSource;
  /** Of a stored case: its file. */
  readonly file?: string;
}

/** What was being tried when the process of a run ended, made again from the run's input. */
export function findCrash(target: Target, input: DiffTestInput, position: Position, ended: Ended): Crash {
  const difference = crashOf(ended);
  const { seed, stored = [], recorded = [] } = input;
  switch (position.phase) {
    case "stored": {
      const { file, case: tested } = present(stored[position.index]);
      return { failure: failureOf(tested, difference), source: "stored", file };
    }
    case "shrinking":
      return { failure: failureOf(position.case, difference), source: position.source };
    case "recorded":
      return { failure: failureIn(groupsOf(recorded)[position.group], position.call, difference), source: "recorded" };
    case "generated": {
      const known = [...stored.map((each) => each.case), ...recorded];
      const group = new GroupGenerator(target, seed, known).group(position.group);
      return { failure: failureIn(group, position.call, difference), source: "generated" };
    }
  }
}

function failureIn(group: Group | undefined, at: number, difference: Difference): Failure {
  const { config, calls } = present(group);
  // The making of the instances is told by the first call.
  const index = Math.max(at, 0);
  const before = calls.slice(0, index).map(({ value }) => value);
  return { config, before, call: present(calls[index]), difference };
}

function failureOf({ config, before, hook, payload, traced }: Case, difference: Difference): Failure {
  return { config: fixed(config), before, call: fixed({ hook, payload, traced }), difference };
}

function present<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("a run was at a case that its input does not have");
  return value;
}

/** What a process has to open. */
type Tested = Pick<Extract<Order, { kind: "try" }>, "folder" | "against">;

/** The case of a crash as small as it gets; one of the corpus stays as it is. */
export async function shrinkCrash(
  { failure, source, file }: Crash,
  tested: Tested,
  input: DiffTestInput,
  signal: AbortSignal | undefined,
): Promise<Omit<FoundDifference, "cases">> {
  const { config, before, call, difference } = failure;
  if (file !== undefined) {
    return { case: { ...call.value, config: config.value, before }, difference, source, file, reproduced: true };
  }
  const trials = new Trials(tested, input);
  try {
    return { ...(await shrinkFailure(trials.findDifference, failure, signal)), source };
  } finally {
    trials.end();
  }
}

/** Tries cases in a process that may end with any of them. */
class Trials {
  readonly #tested: Tested;
  readonly #input: DiffTestInput;
  #process: PluginProcess | undefined;
  #crashes = 0;

  constructor(tested: Tested, input: DiffTestInput) {
    this.#tested = tested;
    this.#input = input;
  }

  readonly findDifference: FindDifference = async (tested) => {
    if (this.#crashes >= MOST_CRASHES) return undefined;
    if (this.#process?.isAlive !== true) this.#process = new PluginProcess();
    const { divergences = [], today = "" } = this.#input;
    const reply = await this.#process.ask({ kind: "try", ...this.#tested, case: tested, divergences, today });
    if (reply.kind === "tried") return reply.difference;
    if (reply.kind !== "ended") return undefined;
    this.#crashes++;
    return crashOf(reply);
  };

  end(): void {
    this.#process?.end();
  }
}

/** What the next run is to leave out, so that it gets past this position. */
export function leaveOut(leftOut: LeftOut, position: Position): LeftOut {
  switch (position.phase) {
    case "stored":
      return { ...leftOut, stored: [...leftOut.stored, position.index] };
    case "shrinking":
      return { ...leftOut, [position.source]: [...leftOut[position.source], position.group] };
    default:
      return { ...leftOut, [position.phase]: [...leftOut[position.phase], position.group] };
  }
}
