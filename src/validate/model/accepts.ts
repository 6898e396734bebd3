import type { YamlNode } from "../../yaml/node.ts";
import type { ScalarValue } from "../../yaml/scalar.ts";
import type { FieldType } from "./field.ts";

/** ok: taken. type: of another type. value: of the right type, and none of the choices. */
type Verdict = "ok" | "type" | "value";

const INTEGER_TEXT = /^\s*[-+]?\d+(?:_\d+)*(?:\.0+)?\s*$/;
/** Underscores between digits only, and none where there are spaces around the number. */
const NUMBER_TEXT = /^[-+]?(?:(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:e[-+]?\d[\d_]*)?|inf(?:inity)?|nan)$/i;
const STRAY_UNDERSCORE = /(?<!\d)_|_(?!\d)/;
/** What pydantic takes for true or false, in any case. */
export const BOOLEAN_WORDS = ["0", "off", "f", "false", "n", "no", "1", "on", "t", "true", "y", "yes"] as const;
const BOOLEAN_TEXT = new RegExp(`^(?:${BOOLEAN_WORDS.join("|")})$`, "i");
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
        value.type === "string" ? isNumberText(value.value) : ["integer", "float", "boolean"].includes(value.type),
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

function isNumberText(text: string): boolean {
  const trimmed = text.trim();
  if (!NUMBER_TEXT.test(trimmed) || STRAY_UNDERSCORE.test(trimmed)) return false;
  return trimmed === text || !trimmed.includes("_");
}

function isBoolean(value: ScalarValue): boolean {
  if (value.type === "string") return BOOLEAN_TEXT.test(value.value);
  if (value.type === "integer") return value.value === 0n || value.value === 1n;
  if (value.type === "float") return value.value === 0 || value.value === 1;
  return value.type === "boolean";
}
