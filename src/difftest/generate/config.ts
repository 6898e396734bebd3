import * as fc from "fast-check";
import { isPlainObject, objectOf, type Data } from "../data.ts";
import { patternArbitrary } from "./pattern.ts";
import { UNICODE } from "./text.ts";

/** One key of a plugin's config, and values to try for it. */
export interface ConfigOption {
  readonly name: string;
  /** Without it the config is refused, so that every config has it. */
  readonly required: boolean;
  /** How often it should be varied: a flag has one other value, a choice among many has many. */
  readonly weight: number;
  readonly values: fc.Arbitrary<unknown>;
}

/** Deeper schemas, or ones that refer to themselves, end in values that need no schema. */
const MOST_DEPTH = 5;

/**
 * The options of a config schema, each with values at and around its bounds. Values of one choice among few, such as flags, are
 * never the default, which other cases have anyway.
 *
 * @param schema the JSON Schema of the plugin's config, as its author writes it (`io: "input"`).
 */
export function configOptions(schema: unknown, vocabulary: readonly string[]): ConfigOption[] {
  const properties = isPlainObject(schema) ? schema["properties"] : undefined;
  if (!isPlainObject(schema) || !isPlainObject(properties)) return [];
  const toValues = createValues(schema, vocabulary);
  const required = requiredOf(schema);
  return Object.entries(properties).map(([name, property]) => {
    const varied = withoutDefault(property);
    return { name, required: required.includes(name), weight: weightOf(varied), values: toValues(varied, 0) };
  });
}

/** Configs that set exactly these options. */
export function configArbitrary(options: readonly ConfigOption[]): fc.Arbitrary<Data> {
  const entries = options.map(({ name, values }) => values.map((value) => [name, value] as const));
  return fc.tuple(...entries).map(objectOf);
}

function requiredOf(schema: Data): readonly unknown[] {
  return Array.isArray(schema["required"]) ? schema["required"] : [];
}

function withoutDefault(schema: unknown): unknown {
  if (!isPlainObject(schema)) return schema;
  const choices = schema["type"] === "boolean" ? [true, false] : schema["enum"];
  if (!Array.isArray(choices)) return schema;
  const others = choices.filter((choice) => choice !== schema["default"]);
  return others.length === 0 ? schema : { enum: others };
}

function weightOf(schema: unknown): number {
  if (!isPlainObject(schema)) return 1;
  return Array.isArray(schema["enum"]) ? schema["enum"].length : 2;
}

type ToValues = (schema: unknown, depth: number) => fc.Arbitrary<unknown>;

function createValues(root: Data, vocabulary: readonly string[]): ToValues {
  const text = configText(vocabulary);
  const anything = fc.oneof(text, fc.boolean(), fc.integer({ min: -1, max: 100 }), fc.constant(null));

  return function toValues(given: unknown, depth: number): fc.Arbitrary<unknown> {
    const schema = resolve(given, root);
    if (schema === undefined || depth > MOST_DEPTH) return anything;
    const below = (each: unknown): fc.Arbitrary<unknown> => toValues(each, depth + 1);
    if ("const" in schema) return fc.constant(schema["const"]);
    if (isNonEmptyList(schema["enum"])) return fc.constantFrom(...schema["enum"]);
    const choices = schema["anyOf"] ?? schema["oneOf"];
    if (isNonEmptyList(choices)) return fc.oneof(...choices.map(below));
    switch (schema["type"]) {
      case "boolean":
        return fc.boolean();
      case "null":
        return fc.constant(null);
      case "integer":
        return integers(schema);
      case "number":
        return fc.oneof(
          integers(schema),
          integers(schema).map((value) => value / 8),
        );
      case "string":
        return text;
      case "array":
        return lists(schema, below);
      case "object":
        return objects(schema, below, text);
      default:
        return anything;
    }
  };
}

function resolve(schema: unknown, root: Data): Data | undefined {
  if (!isPlainObject(schema)) return undefined;
  const reference = schema["$ref"];
  if (typeof reference !== "string") return schema;
  let target: unknown = root;
  for (const name of reference.split("/").slice(1)) target = isPlainObject(target) ? target[name] : undefined;
  return isPlainObject(target) ? target : undefined;
}

function isNonEmptyList(value: unknown): value is unknown[] {
  return Array.isArray(value) && value.length > 0;
}

/** Whole numbers near the bounds, on both sides of them, and small ones, which limits and lengths tend to notice. */
function integers(schema: Data): fc.Arbitrary<number> {
  const bounds = ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "default"].map((name) => schema[name]);
  const known = bounds.filter((bound): bound is number => Number.isSafeInteger(bound) && !isUnbounded(bound));
  const near = known.flatMap((bound) => [bound, bound - 1, bound + 1]);
  return fc.oneof(
    { weight: 3, arbitrary: fc.integer({ min: 0, max: 40 }) },
    ...(near.length === 0 ? [] : [{ weight: 2, arbitrary: fc.constantFrom(...near) }]),
    { weight: 1, arbitrary: fc.integer({ min: 41, max: 5000 }) },
  );
}

/** The bounds that a schema library gives to every integer. */
function isUnbounded(bound: unknown): boolean {
  return Math.abs(Number(bound)) === Number.MAX_SAFE_INTEGER;
}

function lists(schema: Data, below: (each: unknown) => fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const least = typeof schema["minItems"] === "number" ? schema["minItems"] : 0;
  return fc.array(below(schema["items"]), { minLength: least, maxLength: least + 3, size: "max" });
}

function objects(
  schema: Data,
  below: (each: unknown) => fc.Arbitrary<unknown>,
  text: fc.Arbitrary<string>,
): fc.Arbitrary<unknown> {
  const properties = isPlainObject(schema["properties"]) ? schema["properties"] : {};
  const required = requiredOf(schema);
  const entries = Object.entries(properties).map(([name, property]) => {
    const entry = below(property).map((value): [string, unknown][] => [[name, value]]);
    const none = fc.constant<[string, unknown][]>([]);
    return required.includes(name) ? entry : fc.oneof(none, entry);
  });
  const extra = isPlainObject(schema["additionalProperties"])
    ? fc.array(fc.tuple(text, below(schema["additionalProperties"])), { maxLength: 3, size: "max" })
    : fc.constant<[string, unknown][]>([]);
  return fc.tuple(extra, ...entries).map((parts) => objectOf(parts.flat()));
}

/** Strings for configs: labels, words of the vocabulary and parts of them, small regular expressions. */
function configText(vocabulary: readonly string[]): fc.Arbitrary<string> {
  const word = fc.constantFrom(...vocabulary);
  const part = fc.tuple(word, fc.nat({ max: 6 }), fc.integer({ min: 1, max: 8 }));
  return fc.oneof(
    { weight: 3, arbitrary: patternArbitrary(vocabulary) },
    { weight: 2, arbitrary: word },
    { weight: 2, arbitrary: part.map(([text, start, length]) => text.slice(start, start + length)) },
    { weight: 2, arbitrary: fc.constantFrom("[X]", "a", "", " ", "$&", "$1", "\\", ...UNICODE.slice(0, 8)) },
  );
}
