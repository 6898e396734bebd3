import type { PathKey } from "./data.ts";
import type { Answer, Observation, TextAnswer } from "./observe.ts";
import { firstDifference, type OrderCounts, type ValueDifference } from "./value-diff.ts";

/**
 * What of a call differs: `result` (or one side's error), `log`, `payload` (as the call left it), `context`, `find` (the findings
 * in one text), or `create` (only one side takes the config).
 */
export type Place = "result" | "log" | "payload" | "context" | "find" | "create";

/** The first difference between the two implementations in one call. */
export interface Difference extends ValueDifference {
  readonly place: Place;
  /** With `find`: the text that was searched. */
  readonly text?: string;
}

/** The order of keys is part of what a plugin reports, and is not in a payload, whose keys keep their places anyway. */
const reportKeys: OrderCounts = (path) =>
  (path.length === 1 && path[0] === "metadata") ||
  (path.length === 2 && path[0] === "violation" && path[1] === "details");

/** Compares all that was seen of one call. */
export function compareObservations(native: Observation, fallback: Observation): Difference | undefined {
  return (
    place("result", compareAnswers(native.result, fallback.result, reportKeys)) ??
    place("log", firstDifference(native.log, fallback.log)) ??
    place("payload", firstDifference(native.payload, fallback.payload)) ??
    place("context", firstDifference(native.context, fallback.context)) ??
    compareFound(native.found, fallback.found)
  );
}

function compareFound(native: readonly TextAnswer[], fallback: readonly TextAnswer[]): Difference | undefined {
  for (const [index, { text, answer }] of native.entries()) {
    const other = fallback[index];
    const difference = other === undefined ? undefined : compareAnswers(answer, other.answer);
    if (difference !== undefined) return { ...difference, place: "find", text };
  }
  return undefined;
}

function compareAnswers(
  native: Answer<unknown>,
  fallback: Answer<unknown>,
  orderCounts?: OrderCounts,
): ValueDifference | undefined {
  if (native.kind === "value" && fallback.kind === "value") {
    return firstDifference(native.value, fallback.value, orderCounts);
  }
  const same = native.kind === "error" && fallback.kind === "error" && native.message === fallback.message;
  return same ? undefined : { path: [], aspect: "value", native, fallback };
}

function place(where: Place, difference: ValueDifference | undefined): Difference | undefined {
  return difference === undefined ? undefined : { ...difference, place: where };
}

/** A name for the kind of a difference: two cases with the same symptom most likely have the same cause. */
export function symptomOf({ place: where, path, aspect, native, fallback }: Difference): string {
  // A payload's own keys say nothing about the cause; a report's do.
  const depth = where === "result" && path[0] === "modified_payload" ? 1 : where === "payload" ? 0 : 3;
  const keys = path.slice(0, depth).map((key: PathKey) => (typeof key === "number" ? "*" : key));
  const errors = [native, fallback].map(({ kind }) => (kind === "error" ? "error" : "answer"));
  return [where, ...keys, aspect, ...errors].join(" ");
}
