import { BINARY_PROPERTIES, GENERAL_CATEGORIES, SCRIPTS } from "./unicode-names.ts";

/** What the regex crate takes for categories, and JavaScript for properties. */
const PSEUDO_CATEGORIES = "Any Assigned ASCII";

/**
 * The JavaScript spelling of a Unicode property, such as `gc=Lu` for `\p{Uppercase Letter}`; undefined when the regex crate
 * or JavaScript doesn't know it. Names are compared loosely, by rule LM3 of UAX #44.
 *
 * @param value what stands after `=`; undefined when there is only a name.
 */
export function resolveProperty(name: string, value: string | undefined): string | undefined {
  if (value === undefined) return find(name, BINARY_PROPERTIES, "") ?? findCategory(name) ?? find(name, SCRIPTS, "sc=");
  switch (normalize(name)) {
    case "gc":
    case "generalcategory":
      return findCategory(value);
    case "sc":
    case "script":
      return find(value, SCRIPTS, "sc=");
    case "scx":
    case "scriptextensions":
      return find(value, SCRIPTS, "scx=");
    default:
      return undefined;
  }
}

function findCategory(name: string): string | undefined {
  return find(name, PSEUDO_CATEGORIES, "") ?? find(name, GENERAL_CATEGORIES, "gc=");
}

/** The first spelling of a name in a list of names, behind the prefix. */
function find(name: string, list: string, prefix: string): string | undefined {
  const wanted = normalize(name);
  for (const entry of list.trim().split(/\s+/)) {
    const spellings = entry.split("=");
    if (spellings.some((spelling) => normalize(spelling) === wanted)) return prefix + (spellings[0] ?? "");
  }
  return undefined;
}

function normalize(name: string): string {
  const short = name
    .replace(/^is/i, "")
    .replaceAll(/[ _-]|[^\0-\x7f]/g, "")
    .toLowerCase();
  // The abbreviation of ISO_Comment must not become that of the category Other.
  return short === "c" && /^is/i.test(name) ? "isc" : short;
}
