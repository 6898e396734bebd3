import { z } from "zod";

/** One key of a plugin's config, for people. */
export interface Setting {
  readonly key: string;
  /** In a few words: `boolean`, `one of a, b`, `list of objects`. */
  readonly type: string;
  /** Undefined when the key has to be stated. */
  readonly default: unknown;
  readonly description: string;
}

type Schema = z.core.JSONSchema.BaseSchema;

/** The keys that a plugin's config may have; none when its schema is not an object. */
export function settingsOf(config: z.ZodType): readonly Setting[] {
  const { properties = {} } = z.toJSONSchema(config, { io: "input", unrepresentable: "any", reused: "inline" });
  return Object.entries(properties).map(([key, schema]) => {
    const { description = "", default: standard } = schema as Schema;
    return {
      key,
      type: typeOf(schema as Schema),
      default: standard,
      description,
    };
  });
}

function typeOf({ type, enum: choices, const: only, items, anyOf }: Schema): string {
  if (choices !== undefined) return `one of ${choices.join(", ")}`;
  if (only !== undefined) return String(only);
  if (anyOf !== undefined) return [...new Set(anyOf.map((one) => typeOf(one as Schema)))].join(" or ");
  if (type === "array") {
    const item = items === undefined || typeof items === "boolean" || Array.isArray(items) ? "" : typeOf(items);
    return item === "" || item === "anything"
      ? "list"
      : item.startsWith("one of ")
        ? `list of ${item.slice(7)}`
        : `list of ${item}s`;
  }
  return [type ?? "anything"].flat().join(" or ");
}
