import * as fc from "fast-check";
import type { Call } from "../case.ts";
import { isPlainObject, objectOf, type PathKey } from "../data.ts";
import { textEditArbitrary } from "./text.ts";

/** A change of one place of a payload. */
type Change = (value: unknown) => unknown;

/** How many texts of a payload may be changed; the walk ends there. */
const MOST_TEXTS = 500;

/** Calls that are a few edits away from known ones. */
export function mutatedCallArbitrary(known: readonly Call[], text: fc.Arbitrary<string>): fc.Arbitrary<Call> {
  const change: fc.Arbitrary<Change> = fc.oneof(
    {
      weight: 6,
      arbitrary: textEditArbitrary.map(
        (edit): Change =>
          (value) =>
            edit(String(value)),
      ),
    },
    {
      weight: 2,
      arbitrary: text.map(
        (other): Change =>
          () =>
            other,
      ),
    },
    {
      weight: 2,
      arbitrary: text.map(
        (other): Change =>
          (value) =>
            String(value) + other,
      ),
    },
    {
      weight: 1,
      arbitrary: text.map((other): Change => (value) => [value, other]),
    },
  );
  const changes = fc.array(fc.tuple(fc.nat({ max: MOST_TEXTS }), change), { minLength: 1, maxLength: 3, size: "max" });
  return fc.tuple(fc.constantFrom(...known), changes, fc.boolean()).map(([call, edits, traced]) => {
    let { payload } = call;
    for (const [index, edit] of edits) payload = changeText(payload, index, edit);
    return { hook: call.hook, payload, traced };
  });
}

/** A copy in which one of the texts is changed: the one with this number, counted around. */
function changeText(payload: unknown, index: number, change: Change): unknown {
  const paths = textPaths(payload);
  const path = paths[index % Math.max(paths.length, 1)];
  return path === undefined ? payload : changeAt(payload, path, change);
}

function textPaths(data: unknown): PathKey[][] {
  const paths: PathKey[][] = [];
  const visit = (value: unknown, path: readonly PathKey[]): void => {
    if (paths.length >= MOST_TEXTS) return;
    if (typeof value === "string") paths.push([...path]);
    else if (Array.isArray(value)) value.forEach((item, index) => visit(item, [...path, index]));
    else if (isPlainObject(value)) for (const key of Object.keys(value)) visit(value[key], [...path, key]);
  };
  visit(data, []);
  return paths;
}

function changeAt(value: unknown, [key, ...rest]: readonly PathKey[], change: Change): unknown {
  if (key === undefined) return change(value);
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) => (index === key ? changeAt(item, rest, change) : item));
  }
  if (!isPlainObject(value)) return value;
  return objectOf(
    Object.keys(value).map((name) => [name, name === key ? changeAt(value[name], rest, change) : value[name]]),
  );
}
