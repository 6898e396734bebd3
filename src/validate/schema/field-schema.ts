import type { Field, FieldType, Model } from "../model/field.ts";
import { BOOLEAN_WORDS } from "../model/accepts.ts";
import { describeField } from "./descriptions.ts";
import type { JsonSchema } from "./json-schema.ts";

const DIGITS = "[0-9]+(?:_[0-9]+)*";
const INFINITE = `${anyCase("inf")}(?:${anyCase("inity")})?|${anyCase("nan")}`;

/** The texts that pydantic takes for a whole number. */
const INTEGER_PATTERN = `^\\s*[-+]?${DIGITS}(?:\\.0+)?\\s*$`;
/** The texts that it takes for a number: underscores only where there are no blanks around. */
const NUMBER_PATTERN = `^(?:\\s*[-+]?(?:${decimal("[0-9]+")}|${INFINITE})\\s*|[-+]?${decimal(DIGITS)})$`;

/** The schema of a model: what pydantic's lax mode takes for it. Keys that the model does not have are taken and ignored. */
export function modelSchema({ title, fields }: Model): JsonSchema {
  const requiredKeys = Object.keys(fields).filter((key) => fields[key]?.required === true);
  const properties = Object.entries(fields).map(([key, field]) => [key, fieldSchema(field, describeField(title, key))]);
  return {
    type: "object",
    ...(requiredKeys.length === 0 ? {} : { required: requiredKeys }),
    properties: Object.fromEntries(properties),
  };
}

function fieldSchema({ type, nullable }: Field, description: string | undefined): JsonSchema {
  const inner = typeSchema(type);
  const schema = nullable && type.is !== "anything" ? { anyOf: [inner, { type: "null" }] } : inner;
  return description === undefined ? schema : { description, ...schema };
}

/** The schema of a type, as pydantic takes it in its lax mode. */
export function typeSchema(type: FieldType): JsonSchema {
  switch (type.is) {
    case "string":
      return { type: "string" };
    case "integer":
      return { anyOf: [{ type: "integer" }, { type: "boolean" }, { type: "string", pattern: INTEGER_PATTERN }] };
    case "number":
      return { anyOf: [{ type: "number" }, { type: "boolean" }, { type: "string", pattern: NUMBER_PATTERN }] };
    case "boolean": {
      const words = BOOLEAN_WORDS.map(anyCase).join("|");
      return { anyOf: [{ type: "boolean" }, { enum: [0, 1] }, { type: "string", pattern: `^(?:${words})$` }] };
    }
    case "choice":
      return choiceSchema(type);
    case "list":
      return { type: "array", items: typeSchema(type.of) };
    case "record":
      return { type: "object", additionalProperties: typeSchema(type.of) };
    case "model":
      return modelSchema(type.model);
    case "anything":
      return {};
    default:
      return type satisfies never;
  }
}

function choiceSchema({ of, also = [], anyCase: isFree = false }: Extract<FieldType, { is: "choice" }>): JsonSchema {
  if (isFree) return { anyOf: [{ enum: of }, { type: "string", pattern: `^(?:${of.map(anyCase).join("|")})$` }] };
  // An editor offers the first, and strikes out the others.
  return also.length === 0 ? { enum: of } : { anyOf: [{ enum: of }, { enum: also, deprecated: true }] };
}

/** A word in any case, as patterns of JSON Schema have no flags. */
function anyCase(word: string): string {
  return word.replaceAll(/[a-z]/g, (letter) => `[${letter}${letter.toUpperCase()}]`);
}

function decimal(digits: string): string {
  return `(?:${digits}(?:\\.(?:${digits})?)?|\\.${digits})(?:[eE][-+]?${digits})?`;
}
