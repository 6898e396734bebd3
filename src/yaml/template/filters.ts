import { type Arguments, bind } from "./arguments.ts";
import { escapeHtml } from "./escape.ts";
import {
  Environment,
  isList,
  isTrue,
  joinTexts,
  onText,
  RenderError,
  Safe,
  toText,
  Undefined,
  unsupported,
  type Value,
} from "./value.ts";

/** A filter: the names of its parameters, and what it makes of a value; parameters that were not given are undefined. */
interface Filter {
  readonly takes: readonly string[];
  readonly apply: (value: Value, ...given: readonly (Value | undefined)[]) => Value;
}

const orDefault: Filter = {
  takes: ["default_value", "boolean"],
  apply: (value, fallback = "", alsoFalse = false) =>
    value instanceof Undefined || (isTrue(alsoFalse) && !isTrue(value)) ? fallback : value,
};
const escape: Filter = {
  takes: [],
  apply: (value) => (value instanceof Safe ? value : new Safe(escapeHtml(toText(value)))),
};
const size: Filter = { takes: [], apply: lengthOf };

/** The filters that configs use (Jinja 3.1). */
const FILTERS: Readonly<Record<string, Filter>> = {
  default: orDefault,
  d: orDefault,
  escape,
  e: escape,
  safe: { takes: [], apply: (value) => new Safe(toText(value)) },
  string: { takes: [], apply: (value) => (value instanceof Safe ? value : toText(value)) },
  lower: { takes: [], apply: (value) => onText(value, (text) => text.toLowerCase()) },
  upper: { takes: [], apply: (value) => onText(value, (text) => text.toUpperCase()) },
  trim: { takes: [], apply: (value) => onText(value, (text) => text.trim()) },
  length: size,
  count: size,
  join: { takes: ["d"], apply: join },
  int: { takes: ["default"], apply: toInt },
};

/**
 * Applies one of Jinja's filters.
 *
 * @throws {RenderError} where Jinja stops, and for filters and arguments that are not supported.
 */
export function applyFilter(name: string, value: Value, given: Arguments): Value {
  const filter = Object.hasOwn(FILTERS, name) ? FILTERS[name] : undefined;
  return filter === undefined
    ? unsupported(`the filter '${name}'`)
    : filter.apply(value, ...bind(name, given, filter.takes));
}

function lengthOf(value: Value): number {
  if (isList(value)) return value.length;
  if (value instanceof Undefined) return 0;
  if (typeof value === "string" || value instanceof Safe) return [...toText(value)].length;
  if (value instanceof Environment) return unsupported("the size of the environment");
  throw new RenderError("only texts and lists have a length");
}

function join(value: Value, separator: Value = ""): Value {
  if (value instanceof Undefined) return "";
  return isList(value) ? joinTexts(value, separator) : unsupported("'join' of anything but a list");
}

/** Whole numbers only; what is no number at all is the fallback. */
function toInt(value: Value, fallback: Value = 0): Value {
  if (typeof value === "number" || typeof value === "boolean") return Number(value);
  if (value instanceof Undefined) throw new RenderError("an undefined value is no number");
  if (value === null || isList(value) || value instanceof Environment) return fallback;
  const text = toText(value).trim();
  if (/^[+-]?\d+(_\d+)*$/.test(text)) return Number(text.replaceAll("_", ""));
  return /\d|^[+-]?(?:inf|nan)/i.test(text) ? unsupported("'int' of anything but a whole number") : fallback;
}
