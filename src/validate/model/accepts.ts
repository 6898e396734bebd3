import { FALSE_WORDS, INTEGER_PATTERN, NUMBER_PATTERN, TRUE_WORDS } from "../../text/lax-text.ts";
import type { YamlNode } from "../../yaml/node.ts";
import type { ScalarValue } from "../../yaml/scalar.ts";
import type { FieldType } from "./field.ts";

/** ok: taken. type: of another type. value: of the right type, and none of the choices. */
type Verdict = "ok" | "type" | "value";

const INTEGER_TEXT = new RegExp(INTEGER_PATTERN);
const NUMBER_TEXT = new RegExp(NUMBER_PATTERN);
const BOOLEAN_TEXT = new RegExp(`^(?:${[...FALSE_WORDS, ...TRUE_WORDS].join("|")})$`, "i");
/** Beyond this, pydantic refuses a float where a whole number is asked for. */
const LARGEST_FLOAT_INTEGER = 2 ** 63;

/** Whether pydantic takes a value for a type, without looking inside lists and maps. */
export function accepts(type: FieldType, node: YamlNode): Verdict {
  if (type.is === "model" || type.is === "record") return ok(node.kind === "map" || isOpen(node));
  if (type.is === "list") return ok(node.kind === "list" || isOpen(node));
  if (node.kind !== "scalar") return ok(type.is === "anything");
  const { value } = node;
  if (value.type === "unknown") return "ok";
  switch (type.is) {
    case "string":
      return ok(value.type === "string");
    case "integer":
      return ok(isInteger(value));
    case "number":
      return ok(
        value.type === "string" ? NUMBER_TEXT.test(value.value) : ["integer", "float", "boolean"].includes(value.type),
      );
    case "boolean":
      return ok(isBoolean(value));
    case "choice": {
      if (value.type !== "string") return "type";
      const choices = [...type.of, ...(type.also ?? [])];
      return choices.includes(type.anyCase === true ? value.value.toLowerCase() : value.value) ? "ok" : "value";
    }
    case "anything":
      return "ok";
    default:
      return type satisfies never;
  }
}

function ok(taken: boolean): Verdict {
  return taken ? "ok" : "type";
}

/** A value that may still turn out to be a list or a map: unknown, and not in quotes. */
function isOpen(node: YamlNode): boolean {
  return node.kind === "scalar" && node.value.type === "unknown" && node.plain;
}

function isInteger(value: ScalarValue): boolean {
  if (value.type === "float") return Number.isInteger(value.value) && Math.abs(value.value) < LARGEST_FLOAT_INTEGER;
  if (value.type === "string") return INTEGER_TEXT.test(value.value);
  return value.type === "integer" || value.type === "boolean";
}

function isBoolean(value: ScalarValue): boolean {
  if (value.type === "string") return BOOLEAN_TEXT.test(value.value);
  if (value.type === "integer") return value.value === 0n || value.value === 1n;
  if (value.type === "float") return value.value === 0 || value.value === 1;
  return value.type === "boolean";
}
