import { type Arguments, bind } from "./arguments.ts";
import { areEqual, Environment, isList, Safe, Undefined, unsupported, type Value } from "./value.ts";

const SIMPLE: Readonly<Record<string, (value: Value) => boolean>> = {
  defined: (value) => !(value instanceof Undefined),
  undefined: (value) => value instanceof Undefined,
  none: (value) => value === null,
  true: (value) => value === true,
  false: (value) => value === false,
  boolean: (value) => typeof value === "boolean",
  string: (value) => typeof value === "string" || value instanceof Safe,
  // A boolean is a number in Python.
  number: (value) => typeof value === "number" || typeof value === "boolean",
  integer: (value) => typeof value === "number",
  mapping: (value) => value instanceof Environment,
  sequence: (value) => typeof value === "string" || value instanceof Safe || isList(value),
};
const EQUALITY = new Set(["eq", "equalto"]);

/** Whether a test of Jinja's holds, such as `is defined`. */
export function applyTest(name: string, value: Value, given: Arguments): boolean {
  if (EQUALITY.has(name) || name === "ne") {
    const [other] = bind(name, given, ["other"]);
    return other === undefined ? unsupported(`'${name}' of nothing`) : areEqual(value, other) === (name !== "ne");
  }
  const test = Object.hasOwn(SIMPLE, name) ? SIMPLE[name] : undefined;
  if (test === undefined) return unsupported(`the test '${name}'`);
  bind(name, given, []);
  return test(value);
}
