import { entryOf, type YamlNode } from "../../yaml/node.ts";
import type { Fix } from "../fix.ts";
import { type PlacedScalar, scalarsIn } from "../scalars.ts";
import { defineRule, type Finding } from "../rule.ts";

/** What YAML 1.1 reads as something else than it looks, where no model asks for a type. */
export const surprisingValue = defineRule({
  code: "schema/surprising-value",
  *check({ type, root, plugins, document }) {
    const integers = plugins.flatMap(({ map }) => ["priority", "max_content_size"].map((key) => entryOf(map, key)));
    for (const entry of integers) {
      if (entry?.value.kind !== "scalar" || entry.value.value.type !== "integer") continue;
      yield* check({ node: entry.value, span: entry.at, key: undefined, role: "value" }, document.text);
    }
    for (const free of freeParts(type === "config" ? plugins.map(({ map }) => map) : [root])) {
      for (const scalar of scalarsIn(free)) yield* check(scalar, document.text);
    }
  },
});

/** The settings of plugins: CPEX's models look at everything else. */
function freeParts(maps: readonly YamlNode[]): readonly YamlNode[] {
  return maps.flatMap((map) =>
    ["config", "default_config", "default_configs"].flatMap((key) => entryOf(map, key)?.value ?? []),
  );
}

function check(scalar: PlacedScalar, text: string): readonly Finding[] {
  const { node, span, key, role } = scalar;
  // The keys of a config must be texts, and a rule of its own says so.
  if (!node.plain || (role === "key" && key === undefined)) return [];
  const source = text.slice(node.span.start, node.span.end);
  const read = readsAs(scalar, source);
  if (read === undefined) return [];
  const help = `Write ${read.meant ?? `"${source}" with quotes if it is a text`}.`;
  return [{ span, message: `YAML 1.1 reads ${source} as ${read.as}`, help, ...fixOf(read, scalar, source) }];
}

interface Reading {
  readonly as: string;
  /** What else it may have been meant as. */
  readonly meant?: string;
}

/** How YAML reads a value that looks like another; undefined where there is no surprise. */
function readsAs({ node: { value }, key, role }: PlacedScalar, source: string): Reading | undefined {
  switch (value.type) {
    case "integer":
      if (OCTAL.test(source) && !/mode|mask|perm/i.test(key ?? ""))
        return {
          as: `the octal number ${value.value}`,
          meant: `${value.value}, or ${source.replace(/^([-+]?)0+/, "$1")}`,
        };
      return source.includes(":") ? { as: `the number ${value.value}, in base 60` } : undefined;
    case "float":
      if (source.includes(":")) return { as: `the number ${value.value}, in base 60` };
      return isVersion(key) && String(value.value) !== source ? { as: `the number ${value.value}` } : undefined;
    case "boolean":
      return role !== "value" && SWITCHES.test(source) ? { as: String(value.value) } : undefined;
    case "date":
      return { as: "a date" };
    case "string":
      return LOOKS_LIKE_FLOAT.test(source) ? { as: "a text", meant: floatOf(source) } : undefined;
    default:
      return undefined;
  }
}

/** Of two digits that count: 07 is 7 everywhere. The permissions of a file are written like this. */
const OCTAL = /^[-+]?0[0-7_]*[1-7]_*[0-7][0-7_]*$/;
const SWITCHES = /^(?:yes|no|on|off)$/i;
/** An exponent needs a point before it and a sign. */
const LOOKS_LIKE_FLOAT = /^[-+]?\d+(?:\.\d*)?e[-+]?\d+$/i;

function isVersion(key: string | undefined): boolean {
  return /(?:^|_)version$/i.test(key ?? "");
}

/** A number in the form that YAML 1.1 reads as one. */
function floatOf(source: string): string {
  const [, digits = "", exponent = ""] = /^([-+]?\d+(?:\.\d*)?)e([-+]?\d+)$/i.exec(source) ?? [];
  return `${digits.includes(".") ? digits : `${digits}.0`}e${/^[-+]/.test(exponent) ? exponent : `+${exponent}`}`;
}

function fixOf({ meant }: Reading, { node }: PlacedScalar, source: string): { readonly fix?: Fix } {
  if (meant !== undefined) return {};
  return { fix: { title: "Put it in quotes", safe: false, edits: [{ span: node.span, text: `"${source}"` }] } };
}
