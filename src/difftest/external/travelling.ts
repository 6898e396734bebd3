import type { Call } from "../case.ts";
import { isPlainObject, objectOf } from "../data.ts";
import { type FieldKind, HOOK_FIELDS } from "../generate/hook-fields.ts";
import { firstDifference } from "../value-diff.ts";

/**
 * A value as it arrives where it is sent as JSON: without `undefined`, NaN, the infinities and -0, and with U+FFFD for
 * half of a surrogate pair, which UTF-8 can't hold.
 */
export function asJson(value: unknown): unknown {
  switch (typeof value) {
    case "string":
      return value.toWellFormed();
    case "number":
      return Number.isFinite(value) ? value + 0 : null;
    case "boolean":
      return value;
    default:
      if (Array.isArray(value)) return value.map(asJson);
      if (!isPlainObject(value)) return null;
      return objectOf(
        Object.keys(value)
          .filter((key) => value[key] !== undefined)
          .map((key) => [key.toWellFormed(), asJson(value[key])]),
      );
  }
}

/**
 * A call as a plugin server takes it: its payload has the fields of the hook's model, each of its type, and no others, for a
 * server refuses or drops what is not in its models. No trace id goes along.
 */
export function travelling({ hook, payload }: Call): Call {
  const given = asJson(payload);
  const fields = Object.entries(HOOK_FIELDS[hook]).flatMap(([name, kind]) => {
    const value = isPlainObject(given) ? given[name] : undefined;
    return value === undefined && OPTIONAL.has(kind) ? [] : [[name, FITS[kind](value) ? value : EMPTY[kind]] as const];
  });
  return { hook, payload: objectOf(fields), traced: false };
}

/** Whether the call arrives at a plugin server as it is. */
export function travels(call: Call): boolean {
  return firstDifference(call.payload, travelling(call).payload) === undefined && !call.traced;
}

/** Fields of these kinds have a default in their models. */
const OPTIONAL: ReadonlySet<FieldKind> = new Set(["object", "strings", "list", "messages", "number", "flag"]);

const isText = (value: unknown): boolean => typeof value === "string";
const isTexts = (value: unknown): boolean => isPlainObject(value) && Object.values(value).every(isText);

const FITS: Readonly<Record<FieldKind, (value: unknown) => boolean>> = {
  name: isText,
  text: isText,
  json: (value) => value !== null && value !== undefined,
  object: isPlainObject,
  strings: isTexts,
  list: (value) => Array.isArray(value) && value.every(isText),
  messages: Array.isArray,
  number: Number.isSafeInteger,
  flag: (value) => typeof value === "boolean",
};

const EMPTY: Readonly<Record<FieldKind, unknown>> = {
  name: "x",
  text: "",
  json: {},
  object: {},
  strings: {},
  list: [],
  messages: [],
  number: 0,
  flag: false,
};
