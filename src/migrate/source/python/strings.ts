import type { SyntaxNode } from "@lezer/common";
import type { Span } from "../../../yaml/span.ts";
import { nodesNamed, type PythonSource, textOf } from "./parse.ts";

/** A string that stands for exactly the text between its quotes. */
export interface PlainString {
  readonly value: string;
  /** Between the quotes. */
  readonly inside: Span;
}

const QUOTED = /^[rRbBuU]{0,2}("""|'''|"|')/;

/** Reads a string node; undefined when it has escapes or is no single plain string. */
export function readString(source: PythonSource, node: SyntaxNode): PlainString | undefined {
  if (node.name !== "String") return undefined;
  const text = textOf(source, node);
  const opening = QUOTED.exec(text);
  const quotes = opening?.[1] ?? "";
  if (opening === null || !text.endsWith(quotes) || text.length < opening[0].length + quotes.length) return undefined;
  const inside = { start: node.from + opening[0].length, end: node.to - quotes.length };
  const value = source.text.slice(inside.start, inside.end);
  return value.includes("\\") ? undefined : { value, inside };
}

/** Strings that are statements by themselves: docstrings, and comments in their shape. */
export function isDocString(node: SyntaxNode): boolean {
  const { parent } = node;
  return parent?.name === "ExpressionStatement" || (parent?.name === "ContinuedString" && isDocString(parent));
}

/** The spans of what only people and documentation tools read: comments and docstrings. */
export function proseSpans(source: PythonSource): readonly Span[] {
  return nodesNamed(source, "Comment", "String")
    .filter((node) => node.name === "Comment" || isDocString(node))
    .map(({ from, to }) => ({ start: from, end: to }));
}
