import { closest } from "../../text/closest.ts";
import { didYouMean } from "../../text/did-you-mean.ts";
import { entryOf, isNull, isUnknown, keyText, type YamlMap, type YamlNode, type YamlScalar } from "../../yaml/node.ts";
import type { Span } from "../../yaml/span.ts";
import { replaceWord } from "../fix.ts";
import type { Finding } from "../rule.ts";
import { truthOf } from "../truth.ts";
import { valueName } from "../words.ts";
import { accepts } from "./accepts.ts";
import { headOf, placeOf } from "./check-shape.ts";
import type { PatternRule, Setting, Settings, SettingType } from "./setting.ts";

/** What a plugin makes of a setting: it refuses the config, or takes it and goes on without the setting. */
export type SettingProblem =
  | { readonly is: "refused" | "ignored"; readonly finding: Finding }
  | {
      readonly is: "unknown";
      readonly key: string;
      readonly span: Span;
      readonly settings: Settings;
      readonly map: YamlMap;
    }
  /** A pattern that is still to be compiled. */
  | { readonly is: "pattern"; readonly rule: PatternRule; readonly source: string; readonly span: Span };

/** A value on its way through the checks. */
interface Value {
  readonly node: YamlNode;
  readonly span: Span;
  /** How a message names it. */
  readonly what: string;
}

/** Everything in which a config is not what a plugin's settings say, without compiling its patterns. */
export function* checkSettings(settings: Settings, config: YamlMap, text: string): Generator<SettingProblem> {
  for (const entry of config.entries) {
    const key = keyText(entry);
    if (key === undefined) continue;
    const setting = Object.hasOwn(settings, key) ? settings[key] : undefined;
    if (setting === undefined) yield { is: "unknown", key, span: entry.key.span, settings, map: config };
    else if (!isSwitchedOff(setting, config))
      yield* checkSetting(setting, { node: entry.value, span: placeOf(entry), what: `'${key}'` }, text);
  }
  for (const [key, { required }] of Object.entries(settings)) {
    if (required !== true || entryOf(config, key) !== undefined) continue;
    yield {
      is: "refused",
      finding: { span: headOf(config), scope: config.span, message: `this needs the setting '${key}'` },
    };
  }
}

/** A pattern that is not enabled is not compiled. */
function isSwitchedOff({ type }: Setting, map: YamlMap): boolean {
  const enabled = entryOf(map, "enabled");
  return type.is === "pattern" && type.rule === "custom" && enabled !== undefined && truthOf(enabled.value) === false;
}

function* checkSetting({ type, nullable, otherwise }: Setting, value: Value, text: string): Generator<SettingProblem> {
  const { node, span, what } = value;
  if (isUnknown(node) || (nullable === true && isNull(node))) return;
  if (!hasType(type, node)) {
    const source = text.slice(node.span.start, node.span.end);
    const rest = otherwise === undefined ? "" : `: ${otherwise}`;
    const wanted = `${takes(type)}${nullable === true ? " or null" : ""}`;
    const message = `${what} must be ${wanted}, and this is ${valueName(node, source)}${rest}`;
    yield { is: otherwise === undefined ? "refused" : "ignored", finding: { span, message } };
  } else yield* checkInside(type, value, text);
}

function* checkInside(type: SettingType, { node, span, what }: Value, text: string): Generator<SettingProblem> {
  if (node.kind === "list" && type.is === "list") {
    for (const item of node.items)
      yield* checkSetting(type.of, { node: item.value, span: placeOf(item), what: `an item of ${what}` }, text);
  } else if (node.kind === "map" && type.is === "group") {
    yield* checkSettings(type.settings, node, text);
  } else if (node.kind === "map" && type.is === "map") {
    // A value of another type that is taken takes the whole map with it: nothing looks at the others then.
    const wrong = node.entries.filter(({ value }) => !isUnknown(value) && !hasType(type.of.type, value));
    const looked = type.of.otherwise !== undefined && wrong.length > 0 ? wrong : node.entries;
    for (const entry of looked) {
      const value = { node: entry.value, span: placeOf(entry), what: `'${keyText(entry) ?? ""}'` };
      yield* checkSetting(type.of, value, text);
    }
  } else if (node.kind === "scalar") {
    const problem = checkScalar(type, node, { span, what }, text);
    if (problem !== undefined) yield problem;
  }
}

function checkScalar(
  type: SettingType,
  node: YamlScalar,
  { span, what }: Pick<Value, "span" | "what">,
  text: string,
): SettingProblem | undefined {
  const refused = (finding: Omit<Finding, "span">): SettingProblem => ({
    is: "refused",
    finding: { span, ...finding },
  });
  if (type.is === "integer" || type.is === "number") {
    const number = numberIn(node);
    const isFree = type.min === -Infinity && type.max === Infinity;
    if (isFree || (number >= type.min && number <= type.max)) return undefined;
    return refused({ message: `${what} must be ${takes(type)}; got ${text.slice(node.span.start, node.span.end)}` });
  }
  const value = node.value.type === "string" ? node.value.value : "";
  if (type.is === "pattern") return { is: "pattern", rule: type.rule, source: value, span };
  if (type.is === "form") {
    const message = type.problemOf(value);
    return message === undefined ? undefined : refused({ message });
  }
  if (type.is !== "choice" || type.of.includes(value)) return undefined;
  const help = didYouMean(value, type.of);
  return refused({
    message: `'${value}' is not a value of ${what}; it takes ${type.of.join(", ")}`,
    ...(help === undefined ? {} : { help }),
    ...replaceWord(text, node.span, value, closest(value, type.of)),
  });
}

function hasType(type: SettingType, node: YamlNode): boolean {
  switch (type.is) {
    case "boolean":
    case "integer":
      return type.strict ? isStrictly(type.is, node) : accepts({ is: type.is }, node) === "ok";
    case "number":
      return accepts({ is: "number" }, node) === "ok";
    case "list":
      return node.kind === "list";
    case "map":
      return node.kind === "map" && node.entries.every(({ key }) => ["string", "unknown"].includes(key.value.type));
    case "group":
      return node.kind === "map";
    case "anything":
      return true;
    default:
      return node.kind === "scalar" && node.value.type === "string";
  }
}

function isStrictly(type: "boolean" | "integer", node: YamlNode): boolean {
  if (node.kind !== "scalar") return false;
  return node.value.type === "boolean" || (type === "integer" && node.value.type === "integer");
}

function numberIn({ value }: YamlScalar): number {
  if (value.type === "string") return Number(value.value.trim().replaceAll("_", ""));
  if (value.type === "boolean") return value.value ? 1 : 0;
  return value.type === "integer" || value.type === "float" ? Number(value.value) : Number.NaN;
}

/** What a type takes, in a message. */
function takes(type: SettingType): string {
  switch (type.is) {
    case "boolean":
      return "true or false";
    case "integer":
      return `a whole number${rangeOf(type.min, type.max)}`;
    case "number":
      return `a number${rangeOf(type.min, type.max)}`;
    case "choice":
      return `one of ${type.of.join(", ")}`;
    case "list":
      return "a list";
    case "map":
      return "a map of names";
    case "group":
      return "a map";
    case "form":
      return type.what;
    case "anything":
      return "anything";
    default:
      return "a string";
  }
}

function rangeOf(min: number, max: number): string {
  const hasMost = max <= Number.MAX_SAFE_INTEGER;
  if (min === -Infinity) return hasMost ? ` up to ${max}` : "";
  return hasMost ? ` from ${min} to ${max}` : ` from ${min}`;
}
