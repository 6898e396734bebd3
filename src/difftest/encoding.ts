import { isPlainObject, objectOf } from "./data.ts";

/** The key that marks an encoded value; an object that has it as a key of its own is written as entries. */
const TAG = "$";

const NUMBERS = new Map<string, number>([
  ["NaN", NaN],
  ["Infinity", Infinity],
  ["-Infinity", -Infinity],
  ["-0", -0],
]);

/**
 * Turns data into what JSON can hold without loss: `undefined` becomes `{"$": "undefined"}`, and so do NaN, the infinities and
 * -0. Lone surrogates need nothing, JSON writes them as escapes.
 *
 * @throws {TypeError} for what is not data: functions, symbols, bigints, instances of classes.
 */
export function encode(value: unknown): unknown {
  switch (typeof value) {
    case "string":
    case "boolean":
      return value;
    case "undefined":
      return { [TAG]: "undefined" };
    case "number":
      return Number.isFinite(value) && !Object.is(value, -0)
        ? value
        : { [TAG]: Object.is(value, -0) ? "-0" : `${value}` };
    default:
      if (value === null) return null;
      if (Array.isArray(value)) return Array.from(value, encode);
      if (!isPlainObject(value)) throw new TypeError(`${describe(value)} can't be written as JSON`);
      return encodeObject(value);
  }
}

function encodeObject(value: Readonly<Record<string, unknown>>): unknown {
  const entries = Object.keys(value).map((key) => [key, encode(value[key])] as const);
  return Object.hasOwn(value, TAG) ? { [TAG]: "entries", entries } : objectOf(entries);
}

function describe(value: unknown): string {
  return typeof value === "object" ? `an instance of ${value?.constructor.name ?? "a class"}` : `a ${typeof value}`;
}

/**
 * Turns encoded JSON back into the data that it stands for.
 *
 * @throws {SyntaxError} when a `$` says something unknown.
 */
export function decode(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(decode);
  if (!isPlainObject(json)) return json;
  if (!Object.hasOwn(json, TAG)) return objectOf(Object.keys(json).map((key) => [key, decode(json[key])]));
  const tag = json[TAG];
  if (tag === "undefined") return undefined;
  if (tag === "entries") return decodeEntries(json["entries"]);
  const number = typeof tag === "string" ? NUMBERS.get(tag) : undefined;
  if (number === undefined) throw new SyntaxError(`{"$": ${JSON.stringify(tag)}} stands for nothing`);
  return number;
}

function decodeEntries(entries: unknown): unknown {
  if (!Array.isArray(entries)) throw new SyntaxError('{"$": "entries"} needs a list of entries');
  return objectOf(
    entries.map((entry: unknown) => {
      const [key, value] = Array.isArray(entry) ? (entry as readonly unknown[]) : [];
      if (typeof key !== "string") throw new SyntaxError("an entry is a list of a key and a value");
      return [key, decode(value)];
    }),
  );
}
