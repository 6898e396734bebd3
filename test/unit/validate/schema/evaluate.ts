import { isDeepStrictEqual } from "node:util";
import type { JsonSchema } from "../../../../src/validate/schema/json-schema.ts";

type Keyword = (argument: never, value: unknown, schema: JsonSchema) => boolean;

const isObject = (value: unknown): value is JsonSchema =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const TYPES: Readonly<Record<string, (value: unknown) => boolean>> = {
  object: isObject,
  array: Array.isArray,
  string: (value) => typeof value === "string",
  number: (value) => typeof value === "number",
  integer: Number.isInteger,
  boolean: (value) => typeof value === "boolean",
  null: (value) => value === null,
};

/** The keywords of draft 2020-12 that the schemas use, as its validation vocabulary defines them. */
const KEYWORDS: Readonly<Record<string, Keyword>> = {
  type: (type: string, value) => TYPES[type]!(value),
  enum: (choices: readonly unknown[], value) => choices.some((choice) => isDeepStrictEqual(choice, value)),
  pattern: (pattern: string, value) => typeof value !== "string" || new RegExp(pattern, "u").test(value),
  minimum: (minimum: number, value) => typeof value !== "number" || value >= minimum,
  maximum: (maximum: number, value) => typeof value !== "number" || value <= maximum,
  required: (keys: readonly string[], value) => !isObject(value) || keys.every((key) => Object.hasOwn(value, key)),
  properties: (properties: Readonly<Record<string, JsonSchema>>, value) =>
    !isObject(value) ||
    Object.entries(properties).every(([key, schema]) => !Object.hasOwn(value, key) || isValid(schema, value[key])),
  additionalProperties: (schema: JsonSchema, value, { properties = {} }) =>
    !isObject(value) ||
    Object.entries(value).every(([key, inner]) => Object.hasOwn(properties as object, key) || isValid(schema, inner)),
  items: (schema: JsonSchema, value) => !Array.isArray(value) || value.every((item) => isValid(schema, item)),
  anyOf: (schemas: readonly JsonSchema[], value) => schemas.some((schema) => isValid(schema, value)),
  not: (schema: JsonSchema, value) => !isValid(schema, value),
};

const ANNOTATIONS: ReadonlySet<string> = new Set(["$schema", "title", "description", "deprecated", "default"]);

/** Whether a schema takes a value. Throws at a keyword that it does not know, rather than pass it over. */
export function isValid(schema: JsonSchema, value: unknown): boolean {
  return Object.entries(schema).every(([keyword, argument]) => {
    if (ANNOTATIONS.has(keyword)) return true;
    const check = KEYWORDS[keyword];
    if (check === undefined) throw new Error(`no keyword '${keyword}'`);
    return check(argument as never, value, schema);
  });
}
