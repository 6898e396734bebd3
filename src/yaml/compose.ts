import { LoaderStop } from "./loader/cursor.ts";
import { DocumentReader } from "./loader/reader.ts";
import type { YamlProblem } from "./problem.ts";
import { readQuickly } from "./quick-read.ts";
import type { Span } from "./span.ts";
import type { WrittenNode } from "./written.ts";

/** A problem at a place of the text that was read, which is not yet a place of the file. */
export type ReadProblem = Omit<YamlProblem, "related">;

export interface Composed {
  /** What the text holds; undefined when it is no document, or has a syntax error. */
  readonly root: WrittenNode | undefined;
  /** The first thing that the loader stops at. */
  readonly problem?: ReadProblem;
}

// Every character outside YAML's printable set (PyYAML 6.0, reader.py).
// oxlint-disable-next-line no-control-regex
const NOT_PRINTABLE = /[^\t\n\r\x20-\x7E\x85\xA0-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;
const CONFLICT = /^(?:<{7}|={7}|>{7})(?= |$)/m;

/** Reads a text as one YAML document whose scalars are all still text, and refuses what PyYAML refuses. */
export function composeYaml(text: string): Composed {
  const unprintable = NOT_PRINTABLE.exec(text);
  if (unprintable !== null) return refused(unprintableProblem(unprintable));
  return composeQuickly(text) ?? composeFully(text);
}

/** The quick reader knows nothing of PyYAML's rules on tabs. */
function composeQuickly(text: string): Composed | undefined {
  const [first, second] = (text.includes("\t") ? undefined : readQuickly(text)) ?? [];
  return first === undefined || second !== undefined ? undefined : { root: first.root };
}

/** {@link composeYaml} for every text without unprintable characters, and more slowly. */
export function composeFully(text: string): Composed {
  const reader = new DocumentReader(text);
  try {
    if (reader.begin() === undefined) return { root: undefined };
    const { root } = reader.read();
    const second = reader.begin();
    if (second !== undefined) return refused(secondDocument(second));
    return reader.unknownTag === undefined ? { root } : refused(tagProblem(reader.unknownTag, text));
  } catch (stop) {
    if (!(stop instanceof LoaderStop)) throw stop;
    return refused(stopProblem(stop, text));
  }
}

function refused(problem: ReadProblem): Composed {
  return { root: undefined, problem };
}

function stopProblem({ code, span, message, help }: LoaderStop, text: string): ReadProblem {
  const conflict = code === "yaml/syntax" ? CONFLICT.exec(text) : null;
  if (conflict === null) return { code, span: shown(span, text), message, ...(help === undefined ? {} : { help }) };
  const end = conflict.index + conflict[0].length;
  return { code, span: { start: conflict.index, end }, message: "a merge conflict was left in the file" };
}

/** At the end of the text there is nothing to show. */
function shown({ start, end }: Span, text: string): Span {
  const last = Math.max(0, text.trimEnd().length - 1);
  const from = Math.min(start, last);
  return { start: from, end: Math.min(Math.max(from + 1, end), text.length) };
}

function unprintableProblem(match: RegExpExecArray): ReadProblem {
  const code = (match[0].codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  return {
    code: "yaml/syntax",
    span: { start: match.index, end: match.index + match[0].length },
    message: `the character U+${code} is not allowed in YAML`,
    help: "In a double-quoted string, write it as an escape such as \\x07.",
  };
}

function tagProblem(span: Span, text: string): ReadProblem {
  const tag = text.slice(span.start, span.end);
  return {
    code: "yaml/unknown-tag",
    span,
    message: `the loader does not know the tag ${tag}`,
    help: "Leave the tag out, or quote the value if the exclamation mark belongs to it.",
  };
}

function secondDocument(span: Span): ReadProblem {
  return {
    code: "yaml/multiple-documents",
    span,
    message: "a second document begins here, and the loader reads files of one document only",
  };
}
