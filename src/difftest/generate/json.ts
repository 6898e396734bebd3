import * as fc from "fast-check";
import { objectOf } from "../data.ts";

/** Keys that are ordinary in JSON and special in JavaScript, or that order themselves. */
const ODD_KEYS: readonly string[] = [
  "",
  "__proto__",
  "constructor",
  "toString",
  "length",
  "0",
  "10",
  "9",
  "$",
  "a.b",
  "é",
];
const PLAIN_KEYS: readonly string[] = ["q", "text", "content", "name", "items", "value", "data", "note"];

const key = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...PLAIN_KEYS) },
  { weight: 1, arbitrary: fc.constantFrom(...ODD_KEYS) },
);

/** What is neither a text nor a container; with what JSON can't hold but a JavaScript caller may pass. */
export const scalarArbitrary: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: -1000, max: 1_000_000_000 }) },
  { weight: 2, arbitrary: fc.boolean() },
  { weight: 2, arbitrary: fc.constant(null) },
  { weight: 1, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }) },
  { weight: 1, arbitrary: fc.constantFrom<unknown>(undefined, -0, NaN, Infinity, Number.MAX_SAFE_INTEGER + 1) },
);

/** Objects with up to so many keys. */
export function objectArbitrary(value: fc.Arbitrary<unknown>, most: number): fc.Arbitrary<Record<string, unknown>> {
  return fc.array(fc.tuple(key, value), { maxLength: most, size: "max" }).map(objectOf);
}

/** Texts, scalars, and lists and objects of them, now and then nested deeper than any plugin accepts, or very long. */
export function jsonArbitrary(text: fc.Arbitrary<string>): fc.Arbitrary<unknown> {
  const leaf = fc.oneof({ weight: 5, arbitrary: text }, { weight: 1, arbitrary: scalarArbitrary });
  let value: fc.Arbitrary<unknown> = leaf;
  for (let depth = 0; depth < 3; depth++) {
    value = fc.oneof(
      { weight: 4, arbitrary: leaf },
      { weight: 1, arbitrary: fc.array(value, { maxLength: 4, size: "max" }) },
      { weight: 1, arbitrary: objectArbitrary(value, 4) },
    );
  }
  return fc.oneof(
    { weight: 600, arbitrary: value },
    { weight: 6, arbitrary: deep(leaf) },
    { weight: 2, arbitrary: long(leaf) },
  );
}

/** Limits on depth are 32 or 64 mostly; these go beyond both. */
function deep(leaf: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.tuple(leaf, fc.integer({ min: 1, max: 70 }), fc.boolean()).map(([value, depth, lists]) => {
    let nested = value;
    for (let level = 0; level < depth; level++) nested = lists ? [nested] : { q: nested };
    return nested;
  });
}

/** Lists that outgrow first buffers, and a few that are longer than the limits that plugins set. */
function long(leaf: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const length = fc.oneof(
    { weight: 7, arbitrary: fc.integer({ min: 60, max: 200 }) },
    { weight: 1, arbitrary: fc.integer({ min: 4000, max: 5000 }) },
  );
  return fc.tuple(leaf, length).map(([value, items]) => Array.from({ length: items }, () => value));
}
