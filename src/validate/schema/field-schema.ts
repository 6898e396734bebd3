import { anyCase, FALSE_WORDS, INTEGER_PATTERN, NUMBER_PATTERN, TRUE_WORDS } from "../../text/lax-text.ts";
import type { Field, FieldType, Model } from "../model/field.ts";
import { describeField } from "./descriptions.ts";
import type { JsonSchema } from "./json-schema.ts";

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
      const words = [...FALSE_WORDS, ...TRUE_WORDS].map(anyCase).join("|");
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
