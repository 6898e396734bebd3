import type { JsonSchema } from "../validate/schema/json-schema.ts";

/** A JSON Schema as a file of its own. */
export function renderSchema(schema: JsonSchema): string {
  return `${JSON.stringify(schema, undefined, 2)}\n`;
}
