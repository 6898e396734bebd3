import type { Span } from "../span.ts";

/** A piece of a template: text, or what stands between a pair of template brackets. */
export interface TemplatePart extends Span {
  readonly kind: "text" | "expression" | "statement" | "comment";
  /** Where its content lies: of text all of it, otherwise what is inside the brackets. */
  readonly inner: Span;
}

export interface TemplateSplit {
  readonly parts: readonly TemplatePart[];
  /** The first thing that Jinja can't read; nothing after it was looked at. */
  readonly error?: { readonly span: Span; readonly message: string };
}

const OPEN = /\{\{|\{%|\{#/g;
const RAW = /\{%[-+]?\s*raw\s*-?%\}/y;
const END_RAW = /\{%([-+]?)\s*endraw\s*[-+]?%\}/g;
const KINDS = { "{{": "expression", "{%": "statement", "{#": "comment" } as const;
const CLOSERS: Readonly<Record<string, string>> = { "{": "}", "[": "]", "(": ")" };

/** A string, the end or a bracket; what lies between is skipped. */
const STEPS = {
  "{{": /'(?:[^'\\]|\\[\s\S])*'|"(?:[^"\\]|\\[\s\S])*"|-?\}\}|[{}()[\]'"]/g,
  "{%": /'(?:[^'\\]|\\[\s\S])*'|"(?:[^"\\]|\\[\s\S])*"|[-+]?%\}|[{}()[\]'"]/g,
};

/**
 * Splits a Jinja template with the default brackets, where a text part is exactly what is written out: whitespace that `-`
 * takes away belongs to no part, and the brackets of `raw` are comments.
 */
export function splitTemplate(text: string): TemplateSplit {
  const parts: TemplatePart[] = [];
  let at = 0;
  let trimNext = false;
  const addText = (end: number, trimEnd: boolean): void => {
    let [start, stop] = [at, end];
    if (trimNext) while (start < stop && /\s/.test(text.charAt(start))) start++;
    if (trimEnd) while (stop > start && /\s/.test(text.charAt(stop - 1))) stop--;
    if (stop > start) parts.push({ kind: "text", start, end: stop, inner: { start, end: stop } });
    trimNext = false;
  };
  while (true) {
    OPEN.lastIndex = at;
    const open = OPEN.exec(text);
    if (open === null) {
      addText(text.length, false);
      return { parts };
    }
    const start = open.index;
    const bracket = open[0] as keyof typeof KINDS;
    const marker = text.charAt(start + 2);
    addText(start, marker === "-");
    RAW.lastIndex = start;
    const raw = RAW.exec(text);
    if (raw !== null) {
      const end = splitRaw(text, start, raw[0], parts);
      if (end === undefined) return fail(parts, text, start, "a raw block that is never closed by {% endraw %}");
      [at, trimNext] = [end, text.charAt(end - 3) === "-"];
      continue;
    }
    const innerStart = start + (marker === "-" || marker === "+" ? 3 : 2);
    const close = bracket === "{#" ? closeOfComment(text, innerStart) : closeOf(text, innerStart, bracket);
    if (typeof close === "string") return fail(parts, text, start, close);
    if (close === undefined)
      return fail(parts, text, start, `the ${KINDS[bracket]} that '${bracket}' opens has no end`);
    parts.push({ kind: KINDS[bracket], start, end: close.end, inner: { start: innerStart, end: close.start } });
    [at, trimNext] = [close.end, text.charAt(close.end - 3) === "-"];
  }
}

/** Adds a raw block; returns where it ends, or undefined when it doesn't. */
function splitRaw(text: string, start: number, opening: string, parts: TemplatePart[]): number | undefined {
  END_RAW.lastIndex = start + opening.length;
  const close = END_RAW.exec(text);
  if (close === null) return undefined;
  let inner = { start: start + opening.length, end: close.index };
  if (opening.endsWith("-%}"))
    inner = { ...inner, start: inner.end - text.slice(inner.start, inner.end).trimStart().length };
  if (close[1] === "-") inner = { ...inner, end: inner.start + text.slice(inner.start, inner.end).trimEnd().length };
  parts.push({ kind: "comment", start, end: inner.start, inner: { start: inner.start, end: inner.start } });
  if (inner.end > inner.start) parts.push({ kind: "text", ...inner, inner });
  const end = close.index + close[0].length;
  parts.push({ kind: "comment", start: inner.end, end, inner: { start: end, end } });
  return end;
}

function closeOfComment(text: string, from: number): Span | undefined {
  const end = text.indexOf("#}", from);
  if (end === -1) return undefined;
  return { start: end, end: end + 2 };
}

/** The end bracket that is in no string and in no bracket; a string says what is wrong. */
function closeOf(text: string, from: number, bracket: "{{" | "{%"): Span | string | undefined {
  const open: string[] = [];
  const steps = STEPS[bracket];
  steps.lastIndex = from;
  for (let step = steps.exec(text); step !== null; step = steps.exec(text)) {
    const [token] = step;
    const first = token.charAt(0);
    const isString = first === "'" || first === '"';
    if (isString && token.length === 1) return "a string in the template has no end";
    if (isString) continue;
    if (token.length > 1 && open.length === 0) return { start: step.index, end: step.index + token.length };
    // The end inside a bracket closes that bracket instead, brace by brace.
    const at = token.length > 1 ? step.index + token.search(/[%}]/) : step.index;
    steps.lastIndex = at + 1;
    const bracketAt = text.charAt(at);
    const closer = CLOSERS[bracketAt];
    if (closer !== undefined) open.push(closer);
    else if (bracketAt !== "%" && open.pop() !== bracketAt) return `unexpected '${bracketAt}' in the template`;
  }
  return undefined;
}

function fail(parts: readonly TemplatePart[], text: string, start: number, message: string): TemplateSplit {
  const lineEnd = text.slice(start).search(/[\r\n]/);
  return { parts, error: { span: { start, end: lineEnd === -1 ? text.length : start + lineEnd }, message } };
}
