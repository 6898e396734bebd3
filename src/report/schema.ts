import type { JsonSchema } from "../validate/schema/json-schema.ts";
import { formatJson } from "./json.ts";

/** A JSON Schema as a file of its own. */
export function renderSchema(schema: JsonSchema): string {
  return formatJson(schema);
}
