import { pythonString } from "../../runtime/manager/python-text.ts";
import { type Difference, type IsDeclared, type Place, sideOfAnswer } from "../compare.ts";
import { type Data, isPlainObject, objectOf, type PathKey } from "../data.ts";
import type { Observation } from "../observe.ts";
import { firstDifference, type Side, type ValueDifference } from "../value-diff.ts";
import type { GiveNames } from "./names.ts";

/**
 * Compares what both implementations here did with what the external one did: the result, or the error, and what was
 * left in the context. Nothing else can be seen from outside.
 */
export function compareExternal(
  here: Observation,
  external: Observation,
  giveNames: GiveNames,
  isDeclared: IsDeclared,
): Difference | undefined {
  const compare = (place: Place, ours: unknown, theirs: unknown): Difference | undefined => {
    const difference = firstDifference(ours, theirs, undefined, (each) => isDeclared(toDifference(place, each)));
    return difference === undefined ? undefined : toDifference(place, difference);
  };
  const [ours, theirs] = [here.result, external.result];
  if (ours.kind === "value" && theirs.kind === "value") {
    const values = [ours.value, theirs.value].map((value) => giveNames(onWire(value)));
    return compare("result", ...(values as [unknown, unknown])) ?? compare("context", left(here), left(external));
  }
  if (ours.kind === "error" && theirs.kind === "error" && says(theirs.message, ours.message)) return undefined;
  const sides = { path: [], aspect: "value", native: sideOfAnswer(ours), fallback: sideOfAnswer(theirs) } as const;
  const difference = toDifference("result", sides);
  return isDeclared(difference) ? undefined : difference;
}

/** Completes a difference between the two implementations here: what the external one has there, and which one stands alone. */
export function withExternal(difference: Difference, external: Observation, giveNames: GiveNames): Difference {
  if (difference.place !== "result" || difference.aspect !== "value") return difference;
  const { path, native, fallback } = difference;
  const { result } = external;
  const side = result.kind === "error" ? sideOfAnswer(result) : sideAt(onWire(result.value), path);
  const isSame = (other: Side): boolean => sameSide(other, side, giveNames);
  const odd = isSame(native) ? "fallback" : isSame(fallback) ? "native" : undefined;
  return { ...difference, external: side, ...(odd === undefined ? {} : { odd }) };
}

function toDifference(
  place: Place,
  { path, native: here, fallback: external }: Omit<ValueDifference, "aspect">,
): Difference {
  return { place, path, aspect: "value", native: here, fallback: here, external, odd: "external" };
}

/** A result without what a server leaves out or adds on the way: its own name, and fields that are null, 0 or empty. */
function onWire(result: unknown): unknown {
  if (!isPlainObject(result)) return result;
  const { violation, modified_payload: modified, ...rest } = result;
  return {
    ...withoutEmpty(rest),
    ...(isPlainObject(violation) ? { violation: withoutEmpty(without(violation, "plugin_name")) } : {}),
    ...(modified === undefined ? {} : { modified_payload: isPlainObject(modified) ? withoutNull(modified) : modified }),
  };
}

function withoutEmpty(fields: Data): Data {
  const isEmpty = (value: unknown): boolean =>
    value === undefined ||
    value === null ||
    value === 0 ||
    (Array.isArray(value) && value.length === 0) ||
    (isPlainObject(value) && Object.keys(value).length === 0);
  return objectOf(Object.entries(fields).filter(([, value]) => !isEmpty(value)));
}

function withoutNull(fields: Data): Data {
  return objectOf(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined));
}

function without(fields: Data, name: string): Data {
  return objectOf(Object.entries(fields).filter(([key]) => key !== name));
}

/** What a call left for later ones. */
function left({ context }: Observation): Data {
  const { state, metadata, global_context: shared } = context as Data;
  return { state, metadata, shared: isPlainObject(shared) ? shared["state"] : undefined };
}

/** A server says an error's class too, and writes its message as its language does. */
function says(theirs: string, ours: string): boolean {
  return theirs.includes(ours) || theirs.includes(pythonString(ours));
}

function sideAt(value: unknown, path: readonly PathKey[]): Side {
  let at = value;
  for (const key of path) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, key)) return { kind: "absent" };
    at = (at as Readonly<Record<PathKey, unknown>>)[key];
  }
  return { kind: "value", value: at };
}

function sameSide(a: Side, b: Side, giveNames: GiveNames): boolean {
  if (a.kind === "error" && b.kind === "error") return says(b.message, a.message);
  if (a.kind === "value" && b.kind === "value") {
    return firstDifference(giveNames(a.value), giveNames(b.value)) === undefined;
  }
  return a.kind === b.kind;
}
