import type { PathKey } from "./data.ts";
import type { Answer, Observation, TextAnswer } from "./observe.ts";
import { firstDifference, type IsMeant, type OrderCounts, type Side, type ValueDifference } from "./value-diff.ts";

/**
 * What of a call differs: `result` (or what one side throws), `log`, `payload` (as the call left it), `context`, `find` (the
 * findings in one text), `create` (only one side takes the config), or `crash` (one side ends the process).
 */
export type Place = "result" | "log" | "payload" | "context" | "find" | "create" | "crash";

export const PLACES = [
  "result",
  "log",
  "payload",
  "context",
  "find",
  "create",
  "crash",
] as const satisfies readonly Place[];

/** The first difference between the two implementations in one call. */
export interface Difference extends ValueDifference {
  readonly place: Place;
  /** With `find`: the text that was searched. */
  readonly text?: string;
  /** What the external implementation had there, where it was asked. */
  readonly external?: Side;
  /** The one that stands alone, where the other two agree. */
  readonly odd?: "native" | "fallback" | "external";
}

/** Whether a difference is a declared one. */
export type IsDeclared = (difference: Difference) => boolean;

const nothing: IsDeclared = () => false;

/** The order of keys is part of what a plugin reports, and is not in a payload, whose keys keep their places anyway. */
const reportKeys: OrderCounts = (path) =>
  (path.length === 1 && path[0] === "metadata") ||
  (path.length === 2 && path[0] === "violation" && path[1] === "details");

/** Compares all that was seen of one call; declared differences are passed over. */
export function compareObservations(
  native: Observation,
  fallback: Observation,
  isDeclared: IsDeclared = nothing,
): Difference | undefined {
  const at =
    (place: Place): IsMeant =>
    (difference) =>
      isDeclared({ ...difference, place });
  const compare = (place: "log" | "payload" | "context"): ValueDifference | undefined =>
    firstDifference(native[place], fallback[place], undefined, at(place));
  return (
    placed("result", compareAnswers(native.result, fallback.result, at("result"), reportKeys)) ??
    placed("log", compare("log")) ??
    placed("payload", compare("payload")) ??
    placed("context", compare("context")) ??
    compareFound(native.found, fallback.found, isDeclared)
  );
}

function compareFound(
  native: readonly TextAnswer[],
  fallback: readonly TextAnswer[],
  isDeclared: IsDeclared,
): Difference | undefined {
  for (const [index, { text, answer }] of native.entries()) {
    const other = fallback[index];
    const isMeant: IsMeant = (difference) => isDeclared({ ...difference, place: "find", text });
    const difference = other === undefined ? undefined : compareAnswers(answer, other.answer, isMeant);
    if (difference !== undefined) return { ...difference, place: "find", text };
  }
  return undefined;
}

function compareAnswers(
  native: Answer<unknown>,
  fallback: Answer<unknown>,
  isMeant: IsMeant,
  orderCounts?: OrderCounts,
): ValueDifference | undefined {
  if (native.kind === "value" && fallback.kind === "value") {
    return firstDifference(native.value, fallback.value, orderCounts, isMeant);
  }
  if (native.kind === "error" && fallback.kind === "error" && native.message === fallback.message) {
    return firstDifference({ thrown: native.facts }, { thrown: fallback.facts }, orderCounts, isMeant);
  }
  const difference: ValueDifference = {
    path: [],
    aspect: "value",
    native: sideOfAnswer(native),
    fallback: sideOfAnswer(fallback),
  };
  return isMeant(difference) ? undefined : difference;
}

/** An answer as one side of a difference. */
export function sideOfAnswer(answer: Answer<unknown>): Side {
  return answer.kind === "value" ? answer : { kind: "error", message: answer.message };
}

function placed(place: Place, difference: ValueDifference | undefined): Difference | undefined {
  return difference === undefined ? undefined : { ...difference, place };
}

/** A name for the kind of a difference: two cases with the same symptom most likely have the same cause. */
export function symptomOf({ place: where, path, aspect, native, fallback, external, odd }: Difference): string {
  // A payload's own keys say nothing about the cause; a report's do.
  const depth = where === "result" && path[0] === "modified_payload" ? 1 : where === "payload" ? 0 : 3;
  const keys = path.slice(0, depth).map((key: PathKey) => (typeof key === "number" ? "*" : key));
  const sides = [native, fallback, ...(external === undefined ? [] : [external])];
  const errors = sides.map(({ kind }) => (kind === "error" ? "error" : "answer"));
  return [where, ...keys, aspect, ...errors, ...(odd === undefined ? [] : [odd])].join(" ");
}
