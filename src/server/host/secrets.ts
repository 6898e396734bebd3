import { z } from "zod";
import { isFields } from "../../runtime/mcp/json-rpc.ts";

/** What stands for a secret, as in CPEX. */
const STARS = "**********";

/**
 * A copy of a plugin's config without its secrets: the values that its schema marks with `.meta({ writeOnly: true })`,
 * JSON Schema's word for what goes in and is never shown.
 */
export function hideSecrets(config: unknown, schema: z.ZodType): unknown {
  return hide(config, z.toJSONSchema(schema, { io: "input", unrepresentable: "any", reused: "inline" }));
}

type Schema = Readonly<Record<string, unknown>>;

function hide(value: unknown, schema: unknown): unknown {
  if (!isFields(schema) || value === null || value === undefined) return value;
  if (schema["writeOnly"] === true) return STARS;
  const inner = ALTERNATIVES.flatMap((word) => (Array.isArray(schema[word]) ? (schema[word] as unknown[]) : []));
  return inner.reduce(hide, hideInside(value, schema));
}

const ALTERNATIVES = ["anyOf", "oneOf", "allOf"] as const;

function hideInside(value: unknown, schema: Schema): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => hide(item, schema["items"]));
  if (!isFields(value)) return value;
  const properties = isFields(schema["properties"]) ? schema["properties"] : {};
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      const own = Object.hasOwn(properties, key) ? properties[key] : schema["additionalProperties"];
      return [key, hide(item, own)];
    }),
  );
}
