import type { ManagedPlugin } from "../model/managed/managed-plugin.ts";
import type { Setting, Settings, SettingType } from "../model/setting.ts";
import { typeSchema } from "./field-schema.ts";
import { DRAFT, type JsonSchema } from "./json-schema.ts";

/**
 * The JSON Schema of what a managed plugin takes as its `config`. It refuses a value that the plugin only ignores, too: nobody writes
 * one for that. Forms of texts and patterns are not in it.
 */
export function managedSchema({ name, version, settings }: ManagedPlugin): JsonSchema {
  return { $schema: DRAFT, title: `the config of ${name} ${version}`, ...groupSchema(settings) };
}

function groupSchema(settings: Settings): JsonSchema {
  const required = Object.keys(settings).filter((key) => settings[key]?.required === true);
  const properties = Object.entries(settings).map(([key, setting]) => [key, settingSchema(setting)]);
  return {
    type: "object",
    ...(required.length === 0 ? {} : { required }),
    properties: Object.fromEntries(properties),
  };
}

function settingSchema({ type, nullable, otherwise }: Setting): JsonSchema {
  const inner = schemaOf(type);
  const schema = nullable === true ? { anyOf: [inner, { type: "null" }] } : inner;
  return otherwise === undefined ? schema : { description: `with a value of another type, ${otherwise}`, ...schema };
}

function schemaOf(type: SettingType): JsonSchema {
  switch (type.is) {
    case "boolean":
      return type.strict ? { type: "boolean" } : typeSchema({ is: "boolean" });
    case "integer":
    case "number":
      return numberSchema(type);
    case "choice":
      return { enum: type.of };
    case "list":
      return { type: "array", items: settingSchema(type.of) };
    case "map":
      return { type: "object", additionalProperties: settingSchema(type.of) };
    case "group":
      return groupSchema(type.settings);
    case "anything":
      return {};
    default:
      return { type: "string" };
  }
}

/** The bounds are for numbers: what a text or a switch is converted to is not seen by a schema. */
function numberSchema({ is, min, max, ...type }: Extract<SettingType, { is: "integer" | "number" }>): JsonSchema {
  const number = {
    type: is,
    ...(Number.isFinite(min) ? { minimum: min } : {}),
    ...(Number.isFinite(max) ? { maximum: max } : {}),
  };
  if ("strict" in type && type.strict) return number;
  const [, ...converted] = typeSchema({ is }).anyOf as readonly JsonSchema[];
  return { anyOf: [number, ...converted] };
}
