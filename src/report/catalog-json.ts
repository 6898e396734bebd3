import type { Answer } from "../catalog/run-query.ts";

/** The keys whose values are floats, which Python writes with a point always. */
const FLOAT = /^( *"(?:threshold|line_rate|minimum_line_rate)": -?\d+)(,?)$/gm;
// oxlint-disable-next-line no-control-regex
const NOT_ASCII = /[^\x00-\x7f]/g;

/** An answer of the catalog as `tools/plugin_catalog.py` prints it, character by character. */
export function renderCatalogJson({ value }: Answer): string {
  return `${escape(JSON.stringify(value, undefined, 2)).replaceAll(FLOAT, "$1.0$2")}\n`;
}

/** One field of an answer as that tool prints it: a scalar bare, anything else as JSON on one line. */
export function renderCatalogField(value: unknown): string {
  return `${typeof value === "string" ? value : compact(value)}\n`;
}

function compact(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(compact).join(", ")}]`;
  if (typeof value !== "object" || value === null) return escape(JSON.stringify(value));
  return `{${Object.entries(value)
    .map(([key, inner]) => `${escape(JSON.stringify(key))}: ${compact(inner)}`)
    .join(", ")}}`;
}

function escape(json: string): string {
  return json.replaceAll(NOT_ASCII, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
