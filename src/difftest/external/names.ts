import { isPlainObject, objectOf } from "../data.ts";

/** Gives what matches a pattern a name, and what is the same the same name. */
export type GiveNames = (data: unknown) => unknown;

/**
 * Makes a copy of JSON-like data in which what depends on chance, or on a salt that no two instances share, is numbered in the
 * order in which it comes.
 *
 * @param patterns regular expressions for what is numbered.
 */
export function createNames(patterns: readonly string[]): GiveNames {
  if (patterns.length === 0) return (data) => data;
  const chance = new RegExp(patterns.map((pattern) => `(?:${pattern})`).join("|"), "gu");
  return (data) => {
    const names = new Map<string, string>();
    const nameOf = (text: string): string => {
      const name = names.get(text) ?? `{${names.size + 1}}`;
      names.set(text, name);
      return name;
    };
    const visit = (value: unknown): unknown => {
      if (typeof value === "string") return value.replaceAll(chance, nameOf);
      if (Array.isArray(value)) return value.map(visit);
      if (!isPlainObject(value)) return value;
      return objectOf(Object.keys(value).map((key) => [key, visit(value[key])]));
    };
    return visit(data);
  };
}
