import { type Arguments, bind } from "./arguments.ts";
import {
  Environment,
  onText,
  RenderError,
  Safe,
  toText,
  Undefined,
  undefinedError,
  unsupported,
  type Value,
} from "./value.ts";

/** Methods of Python's `str` that take nothing. */
const CHANGES: Readonly<Record<string, (text: string) => string>> = {
  lower: (text) => text.toLowerCase(),
  upper: (text) => text.toUpperCase(),
  strip: (text) => text.trim(),
};

/** Methods of Python's `str` that take one text. */
const QUESTIONS: Readonly<Record<string, (text: string, other: string) => Value>> = {
  startswith: (text, other) => text.startsWith(other),
  endswith: (text, other) => text.endsWith(other),
  split: (text, other) => {
    if (other === "") throw new RenderError("empty separator");
    return text.split(other);
  },
};

/**
 * Calls a method of the environment or of a text.
 *
 * @throws {RenderError} of an undefined value, and for what is not supported.
 */
export function callMethod(of: Value, name: string, given: Arguments): Value {
  if (of instanceof Undefined) throw undefinedError(of);
  if (of instanceof Environment && name === "get") {
    const [key = null, fallback = null] = bind("env.get", given, ["key", "default"]);
    return of.get(toText(key)) ?? fallback;
  }
  const change = typeof of === "string" && Object.hasOwn(CHANGES, name) ? CHANGES[name] : undefined;
  if (change !== undefined) {
    bind(name, given, []);
    return onText(of, change);
  }
  const question = typeof of === "string" && Object.hasOwn(QUESTIONS, name) ? QUESTIONS[name] : undefined;
  const [other] = question === undefined ? [] : bind(name, given, ["text"]);
  const isText = typeof other === "string" || other instanceof Safe;
  if (question === undefined || !isText) return unsupported(`the method '${name}' here`);
  return question(toText(of), toText(other));
}
