import { z } from "zod";
import { DRAFT, type JsonSchema } from "./json-schema.ts";

/**
 * The JSON Schema of what a plugin takes as its `config`. Checks that are code, such as those of patterns, are not in it:
 * `validate` makes them.
 */
export function pluginConfigSchema(name: string, schema: z.ZodType): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    target: "draft-2020-12",
    io: "input",
    unrepresentable: "any",
  });
  return { $schema: DRAFT, title: `the config of the plugin ${name}`, ...rest };
}
