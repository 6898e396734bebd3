import type { Span } from "../yaml/span.ts";
import { readLiteral, splitLines, strip } from "./python-text.ts";

/** The value of a top-level key of a manifest, or what is wrong with it. */
export type ManifestScalar =
  | { readonly value: string; readonly span: Span; readonly problem?: undefined }
  | { readonly problem: ManifestProblem; readonly span: Span; readonly value?: undefined };

export type ManifestProblem = "missing" | "empty" | "duplicate" | "trailing" | "literal";

/**
 * Reads a top-level key as the catalog does: line by line and without YAML. A key in quotes is not seen, an unquoted
 * value ends at any `#`, a quoted one is a Python literal, and one whose quote does not end is taken as it stands.
 */
export function readManifestScalar(text: string, key: string): ManifestScalar {
  let found: ManifestScalar | undefined;
  for (const line of splitLines(text)) {
    const scalar = readLine(text, line, key);
    if (scalar === undefined) continue;
    if (scalar.problem !== undefined) return scalar;
    if (found !== undefined) return { problem: "duplicate", span: scalar.span };
    found = scalar;
  }
  return found ?? { problem: "missing", span: { start: 0, end: 0 } };
}

function readLine(text: string, line: Span, key: string): ManifestScalar | undefined {
  const colon = text.indexOf(":", line.start);
  if (colon === -1 || colon >= line.end) return undefined;
  const isIndented = strip(text, { start: line.start, end: line.start + 1 }).start > line.start;
  const name = strip(text, { start: line.start, end: colon });
  if (isIndented || text.slice(name.start, name.end) !== key) return undefined;
  const scalar = readValue(text, strip(text, { start: colon + 1, end: line.end }));
  // Nothing has no place of its own: the key stands for it.
  return scalar.value === "" ? { problem: "empty", span: name } : scalar;
}

function readValue(text: string, span: Span): ManifestScalar {
  const raw = text.slice(span.start, span.end);
  const quote = raw.charAt(0);
  if (quote !== '"' && quote !== "'") {
    const comment = raw.indexOf("#");
    const value = strip(text, comment === -1 ? span : { start: span.start, end: span.start + comment });
    return { value: text.slice(value.start, value.end), span: value };
  }
  const closing = closingQuote(raw, quote);
  if (closing === -1) return { value: raw, span };
  const quoted = { start: span.start, end: span.start + closing + 1 };
  const rest = strip(text, { start: quoted.end, end: span.end });
  if (rest.start < rest.end && text.charAt(rest.start) !== "#") return { problem: "trailing", span: rest };
  const value = readLiteral(raw.slice(0, closing + 1));
  return value === undefined ? { problem: "literal", span: quoted } : { value, span: quoted };
}

/** The next quote that has no backslash before it, even where that backslash is escaped itself. */
function closingQuote(raw: string, quote: string): number {
  let at = raw.indexOf(quote, 1);
  while (at !== -1 && raw.charAt(at - 1) === "\\") at = raw.indexOf(quote, at + 1);
  return at;
}
