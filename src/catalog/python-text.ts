import type { Span } from "../yaml/span.ts";

/** The characters that Python's `str.isspace` and `str.strip` take as white space. */
const SPACE = "\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
const LEADING = new RegExp(`^[${SPACE}]*`);
const TRAILING = new RegExp(`[${SPACE}]*$`);
/** What `str.splitlines` breaks at. */
// oxlint-disable-next-line no-control-regex
const LINE = /\r\n|[\n\v\f\r\x1c-\x1e\x85\u2028\u2029]/g;

const SIMPLE_ESCAPES: Readonly<Record<string, string>> = {
  "\\": "\\",
  "'": "'",
  '"': '"',
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};
const ESCAPE = /\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([0-7]{1,3})|([\s\S]))/g;

/** The lines of a text, as Python's `splitlines` cuts it. */
export function splitLines(text: string): readonly Span[] {
  const lines: Span[] = [];
  let start = 0;
  for (const { index, 0: mark } of text.matchAll(LINE)) {
    lines.push({ start, end: index });
    start = index + mark.length;
  }
  if (start < text.length) lines.push({ start, end: text.length });
  return lines;
}

/** A span without the white space around it, as Python's `strip` takes it away. */
export function strip(text: string, { start, end }: Span): Span {
  const inner = text.slice(start, end);
  const from = start + (LEADING.exec(inner)?.[0].length ?? 0);
  return { start: from, end: Math.max(from, end - (TRAILING.exec(inner)?.[0].length ?? 0)) };
}

/** What a quoted string means as a Python literal; undefined when Python refuses it. */
export function readLiteral(quoted: string): string | undefined {
  let isBroken = false;
  const text = quoted.slice(1, -1).replaceAll(ESCAPE, (whole, hex, short, long, octal, other) => {
    const code = hex ?? short ?? long;
    if (code !== undefined) {
      const point = Number.parseInt(code, 16);
      isBroken ||= point > 0x10ffff;
      return isBroken ? "" : String.fromCodePoint(point);
    }
    if (octal !== undefined) return String.fromCodePoint(Number.parseInt(octal, 8));
    // A `\x`, `\u` or `\U` with too few digits; names (`\N{...}`) need Python's table of them.
    isBroken ||= "xuUN".includes(other);
    // What is no escape stays as it is.
    return SIMPLE_ESCAPES[other] ?? whole;
  });
  return isBroken ? undefined : text;
}
