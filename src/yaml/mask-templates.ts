import { startOfLine } from "../text/line-bounds.ts";
import type { Span } from "./span.ts";

export interface MaskedText {
  /** As long as the source, with every line break in its place. */
  readonly text: string;
  /** Sorted and apart. */
  readonly templates: readonly MaskedTemplate[];
}

/** A span that is template syntax. */
export interface MaskedTemplate extends Span {
  /** It stands for a part of a line, and a word stands for it; otherwise it is blank. */
  readonly isWord: boolean;
}

const CLOSERS: Readonly<Record<string, string>> = { "{{": "}}", "{%": "%}", "{#": "#}" };
const OPENER = /\{[{%#]/g;

/** Helm's statements, which look like its values. */
const STATEMENT = /^(?:\{[%#]|\{\{-?\s*(?:\/\*|(?:if|else|end|range|with|define|block)\b|\$\w+\s*:?=))/;

/**
 * Hides Jinja and Helm syntax so that what is left reads as YAML with every offset unchanged: statements and whole lines
 * become blanks, a value inside a line becomes a word. Both branches of an `if` stay, as edits are for both.
 */
export function maskTemplates(source: string): MaskedText {
  const spans = findTemplates(source);
  if (spans.length === 0) return { text: source, templates: [] };
  const blank = fill(source, spans, () => " ");
  const templates = spans.map(({ start, end }) => ({ start, end, isWord: isWord(source, { start, end }, blank) }));
  const text = fill(source, templates, (template) => (template.isWord ? "x" : " "));
  return { text, templates };
}

function findTemplates(source: string): readonly Span[] {
  const templates: Span[] = [];
  const unclosed = new Set<string>();
  OPENER.lastIndex = 0;
  for (let match = OPENER.exec(source); match !== null; match = OPENER.exec(source)) {
    const opener = match[0];
    if (unclosed.has(opener)) continue;
    const end = templateEnd(source, match.index, opener);
    if (end === undefined) {
      unclosed.add(opener);
      continue;
    }
    templates.push({ start: match.index, end });
    OPENER.lastIndex = end;
  }
  return templates;
}

/** The end of the template that begins at an offset: the first closer outside quotes, as in `{{ "}}" }}`, or else any. */
function templateEnd(source: string, start: number, opener: string): number | undefined {
  const closer = CLOSERS[opener] ?? "";
  const first = source.indexOf(closer, start + 2);
  if (first === -1) return undefined;
  if (opener === "{#") return first + 2;
  const pieces = /"(?:[^"\\\r\n]|\\.)*"|'(?:[^'\\\r\n]|\\.)*'|[%}]\}|[\r\n]/g;
  pieces.lastIndex = start + 2;
  for (let piece = pieces.exec(source); piece !== null; piece = pieces.exec(source)) {
    if (piece[0] === closer) return piece.index + 2;
    // A quote that is no string, as in prose: the closer of its line is meant.
    if (piece.index > first && /[\r\n]/.test(piece[0])) break;
  }
  return first + 2;
}

function fill<Each extends Span>(source: string, templates: readonly Each[], filler: (span: Each) => string): string {
  const pieces: string[] = [];
  let at = 0;
  for (const span of templates) {
    pieces.push(source.slice(at, span.start), source.slice(span.start, span.end).replaceAll(/[^\r\n]/g, filler(span)));
    at = span.end;
  }
  return [...pieces, source.slice(at)].join("");
}

/** Whether a template stands for a part of a line, rather than for whole lines or for nothing. */
function isWord(source: string, { start, end }: Span, blank: string): boolean {
  if (STATEMENT.test(source.slice(start, Math.min(end, start + 80)))) return false;
  const lineEnd = blank.slice(end).search(/[\r\n]|$/) + end;
  return blank.slice(startOfLine(blank, start), lineEnd).trim() !== "";
}
