/**
 * What a setting of a plugin takes. `strict` is how Rust reads Python values: no conversions, but true and false pass for whole
 * numbers. Otherwise it is pydantic's lax mode.
 */
export type SettingType =
  | { readonly is: "boolean"; readonly strict: boolean }
  | { readonly is: "integer"; readonly strict: boolean; readonly min: number; readonly max: number }
  | { readonly is: "number"; readonly min: number; readonly max: number }
  | { readonly is: "string" }
  /** A string in a form of its own; `what` is how a message names it. */
  | { readonly is: "form"; readonly what: string; readonly problemOf: (text: string) => string | undefined }
  | { readonly is: "choice"; readonly of: readonly string[] }
  /** A regular expression in the syntax of Rust's crate. */
  | { readonly is: "pattern"; readonly rule: PatternRule }
  | { readonly is: "list"; readonly of: Setting }
  | { readonly is: "map"; readonly of: Setting }
  | { readonly is: "group"; readonly settings: Settings }
  | { readonly is: "anything" };

/** What a pattern must be beside that: anything; not empty; or within the limits of `pii_filter` for those of operators. */
export type PatternRule = "rust" | "filled" | "custom";

export interface Setting {
  readonly type: SettingType;
  readonly required?: boolean;
  /** Null is taken as if the setting were not there. */
  readonly nullable?: boolean;
  /** What the plugin does where the type is another one, instead of refusing the config. */
  readonly otherwise?: string;
}

export type Settings = Readonly<Record<string, Setting>>;

/** The largest whole number that Rust takes for a size. */
const LARGEST = 2 ** 64;

export const SWITCH: SettingType = { is: "boolean", strict: true };
export const LAX_SWITCH: SettingType = { is: "boolean", strict: false };
export const TEXT: SettingType = { is: "string" };
export const ANY: SettingType = { is: "anything" };

export function size(min: number, max = LARGEST): SettingType {
  return { is: "integer", strict: true, min, max };
}

export function laxInteger(min: number, max: number): SettingType {
  return { is: "integer", strict: false, min, max };
}

export function oneOf(...of: readonly string[]): SettingType {
  return { is: "choice", of };
}

/** @param otherwise What becomes of an item of another type, instead of refusing the config. */
export function listOf(type: SettingType, otherwise?: string): SettingType {
  return { is: "list", of: itemOf(type, otherwise) };
}

/** @param otherwise What a value of another type does to the whole map, instead of refusing the config. */
export function mapOf(type: SettingType, otherwise?: string): SettingType {
  return { is: "map", of: itemOf(type, otherwise) };
}

function itemOf(type: SettingType, otherwise: string | undefined): Setting {
  return otherwise === undefined ? { type } : { type, otherwise };
}

export function pattern(rule: PatternRule): SettingType {
  return { is: "pattern", rule };
}
