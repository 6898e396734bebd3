import type { Span } from "../yaml/span.ts";

export const FIX_LEVELS = ["safe", "unsafe"] as const;
/** safe: only what CPEX reads the same before and after. unsafe: what may change the meaning of the file, too. */
export type FixLevel = (typeof FIX_LEVELS)[number];

/** A replacement of text at a place of the file. */
export interface FixEdit {
  readonly span: Span;
  readonly text: string;
}

/** A change that removes what a rule found. All of its edits are made, or none. */
export interface Fix {
  /** What it does, as a command: `Rename it to 'priority'`. */
  readonly title: string;
  /** safe: CPEX makes the same of the file before and after. Otherwise it may do something else, and someone has to look. */
  readonly safe: boolean;
  readonly edits: readonly FixEdit[];
}

/**
 * The unsafe fix that writes another word in the place of a scalar, in the quotes that it has; nothing where there is no word,
 * or where the scalar is written with escapes or over several lines.
 */
export function replaceWord(source: string, span: Span, old: string, word: string | undefined): { readonly fix?: Fix } {
  const written = source.slice(span.start, span.end);
  const quote = /^["']/.exec(written)?.[0] ?? "";
  if (word === undefined || written !== `${quote}${old}${quote}`) return {};
  return {
    fix: {
      title: `Write '${word}'`,
      safe: false,
      edits: [{ span: { start: span.start + quote.length, end: span.end - quote.length }, text: word }],
    },
  };
}

/** The fix with the note that CPEX reads the same before and after. */
export function asSafe({ fix }: { readonly fix?: Fix }): { readonly fix?: Fix } {
  return fix === undefined ? {} : { fix: { ...fix, safe: true } };
}

/** The unsafe fix that makes a list of a text on one line. */
export function asList(source: string, span: Span): { readonly fix?: Fix } {
  const written = source.slice(span.start, span.end);
  if (/[\r\n]/.test(written) || written === "") return {};
  return { fix: { title: "Write it as a list", safe: false, edits: [{ span, text: `[${written}]` }] } };
}

/** The unsafe fix that removes an item of a list: its line, or in brackets also the comma before it. Never a comment. */
export function removeItem(source: string, span: Span): { readonly fix?: Fix } {
  const before = source.slice(0, span.start);
  const dash = /[\r\n][ \t]*-[ \t]+$/.exec(before.slice(-MAX_LEAD));
  const lead = dash ?? /,\s*$/.exec(before.slice(-MAX_LEAD));
  const rest = /^[ \t]*(?=[\r\n]|$)/.exec(source.slice(span.end, span.end + MAX_LEAD));
  if (lead === null || (dash !== null && rest === null)) return {};
  const end = dash === null ? span.end : span.end + (rest?.[0].length ?? 0);
  return {
    fix: { title: "Remove it", safe: false, edits: [{ span: { start: span.start - lead[0].length, end }, text: "" }] },
  };
}

/** Nobody indents further. */
const MAX_LEAD = 200;
