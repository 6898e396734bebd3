import { escapeHtml } from "./escape.ts";

/** A value of an expression while a template is rendered. */
export type Value =
  | string
  /** A whole number. */
  | number
  | boolean
  /** Python's None. */
  | null
  | Safe
  | Undefined
  | Environment
  | readonly Value[];

/** A text that is written out without escaping. */
export class Safe {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What a name, an attribute or an item is that does not exist: nothing to write, and an error to look into. */
export class Undefined {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/** `env`. */
export class Environment {
  readonly variables: Readonly<Record<string, string | undefined>>;

  constructor(variables: Readonly<Record<string, string | undefined>>) {
    this.variables = variables;
  }

  get(name: string): string | undefined {
    return Object.hasOwn(this.variables, name) ? this.variables[name] : undefined;
  }
}

/** Rendering stops: the loader stops here as well, or this is more of Jinja than is run here. */
export class RenderError extends Error {
  override readonly name = "RenderError";
}

/** Stops at something that Jinja can do and that is not done here. */
export function unsupported(what: string): never {
  throw new RenderError(`${what} is not supported in configs here`);
}

/** Stops as Jinja does when an undefined value is looked into. */
export function undefinedError({ name }: Undefined): RenderError {
  return new RenderError(`'${name}' is undefined`);
}

/** Whether a value counts as true in Python. */
export function isTrue(value: Value): boolean {
  if (value instanceof Undefined) return false;
  if (value instanceof Safe) return value.text !== "";
  if (value instanceof Environment) return true;
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}

/** The value as Python's `str` writes it. */
export function toText(value: Value): string {
  if (typeof value === "string") return value;
  if (typeof value === "number") return String(value);
  if (typeof value === "boolean") return value ? "True" : "False";
  if (value === null) return "None";
  if (value instanceof Safe) return value.text;
  if (value instanceof Undefined) return "";
  return unsupported("a list or the whole environment as a text");
}

/** What is written for a value, escaped unless it is safe. */
export function toHtml(value: Value): string {
  return value instanceof Safe ? value.text : escapeHtml(toText(value));
}

/** Texts one after the other; where one of them is safe, the others are escaped. */
export function joinTexts(values: readonly Value[], separator: Value = ""): string | Safe {
  const isSafe = [...values, separator].some((value) => value instanceof Safe);
  return isSafe ? new Safe(values.map(toHtml).join(toHtml(separator))) : values.map(toText).join(toText(separator));
}

/** Changes a text, which stays safe if it was. */
export function onText(value: Value, change: (text: string) => string): string | Safe {
  const changed = change(toText(value));
  return value instanceof Safe ? new Safe(changed) : changed;
}

/** Whether two values are equal in Python. */
export function areEqual(left: Value, right: Value): boolean {
  if (left instanceof Undefined || right instanceof Undefined) {
    return left instanceof Undefined && right instanceof Undefined;
  }
  if (isList(left) && isList(right)) {
    return left.length === right.length && left.every((item, index) => areEqual(item, right[index] ?? null));
  }
  return plain(left) === plain(right);
}

export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

/** A text or number that two equal values share. */
function plain(value: Value): Value {
  if (value instanceof Safe) return value.text;
  return typeof value === "boolean" ? Number(value) : value;
}
