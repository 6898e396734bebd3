import type { Document, YAMLParseError } from "yaml";
import { rootOf } from "./from-library.ts";
import { errorSpan } from "./error-span.ts";
import { readJoined } from "./join-line.ts";
import { lexemesOf } from "./lexemes.ts";
import { yamlLibrary } from "./library.ts";
import { YAML_LIMITS } from "./limits.ts";
import type { YamlProblem } from "./problem.ts";
import { readQuickly } from "./quick-read.ts";
import type { Bracket } from "./quick-text.ts";
import type { Span } from "./span.ts";
import { inspectTokens, type Stop } from "./tokens.ts";
import type { WrittenNode } from "./written.ts";

/** A problem at a place of the text that was read, which is not yet a place of the file. */
export type ReadProblem = Omit<YamlProblem, "related">;

export interface Composed {
  /** The text that was read: of the same length as the given one, with some lines joined. */
  readonly text: string;
  /** What the text holds; undefined when it is no document, or has a syntax error. */
  readonly root: WrittenNode | undefined;
  /** The first thing that the loader stops at. */
  readonly problem?: ReadProblem;
}

// Every character outside YAML's printable set (PyYAML 6.0, reader.py).
// oxlint-disable-next-line no-control-regex
const NOT_PRINTABLE = /[^\t\n\r\x20-\x7E\x85\xA0-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

/** Rules of YAML that PyYAML does not keep. */
const TOLERATED = /^Comments must be separated/;

/** Tags that PyYAML's safe loader constructs, as they are written. */
const SAFE_TAG = /^(?:!!|!<tag:yaml\.org,2002:)(?:null|bool|int|float|str|binary|timestamp|omap|pairs|set|seq|map)>?$/;

/** Reads a text as one YAML document whose scalars are all still text, and refuses what PyYAML refuses. */
export function composeYaml(text: string): Composed {
  const unprintable = NOT_PRINTABLE.exec(text);
  if (unprintable !== null) return { text, root: undefined, problem: unprintableProblem(unprintable) };
  return composeQuickly(text) ?? composeFully(text);
}

/** The quick reader knows nothing of PyYAML's rules on tabs. */
function composeQuickly(text: string): Composed | undefined {
  const read = text.includes("\t") ? undefined : readQuickly(text);
  if (read === undefined) return undefined;
  if ("unclosed" in read) return { text, root: undefined, problem: unclosedProblem(read.unclosed, text) };
  const [first, second] = read.documents;
  return first === undefined || second !== undefined ? undefined : { text, root: first.root };
}

/** {@link composeYaml} for every text without unprintable characters, much more slowly. */
export function composeFully(given: string): Composed {
  // The library counts a byte order mark as a column of its line.
  const text = given.replace(/^\uFEFF/, "\n");
  const { text: joined, read } = readJoined(text, (one) => compose(one, text));
  return { ...read, text: joined };
}

interface Attempt extends Omit<Composed, "text"> {
  /** The library's own error behind the problem. */
  readonly error?: YAMLParseError;
}

/** `original` is the text before lines of it were joined. */
function compose(text: string, original: string): Attempt {
  const { Composer, Parser } = yamlLibrary();
  const composer = new Composer({ version: "1.1", schema: "failsafe", merge: false, uniqueKeys: false });
  const documents: Document.Parsed[] = [];
  let lost: Span | undefined;
  let stopped: Stop | undefined;
  const opened = firstTooDeep(text);
  if (opened !== undefined) return refused(tooDeep(opened));
  for (const token of new Parser().parse(text)) {
    const { depth, deepest, tab, badName, noKey, stop } = inspectTokens(token, original);
    if (depth > YAML_LIMITS.depth) return refused(tooDeep(deepest));
    if (tab !== undefined) return refused(tabProblem(tab));
    if (badName !== undefined) return refused(nameProblem(badName));
    lost ??= noKey;
    stopped ??= stop;
    documents.push(...(composer.next(token) as Generator<Document.Parsed>));
  }
  documents.push(...(composer.end() as Generator<Document.Parsed>));
  const [document, second] = documents;
  for (const { errors, warnings } of documents) {
    const error = errors.filter(({ message }) => !TOLERATED.test(message)).sort((a, b) => a.pos[0] - b.pos[0])[0];
    if (error !== undefined) return { ...refused(syntaxProblem(error.pos, error.message, text)), error };
    const tag = warnings.find(({ code, pos }) => code === "TAG_RESOLVE_FAILED" && !SAFE_TAG.test(text.slice(...pos)));
    if (tag !== undefined) return refused(tagProblem(tag.pos, text));
  }
  if (stopped !== undefined && (lost === undefined || stopped.span.start < lost.start))
    return refused({ code: "yaml/syntax", ...stopped });
  // An error before it may be why there seems to be no key.
  if (lost !== undefined) return refused(keyProblem(lost));
  if (second !== undefined) return refused(secondDocument(second, text));
  return { root: document === undefined ? undefined : rootOf(document) };
}

/** Where brackets get too deep: known early, a text of nothing but brackets costs nothing. */
function firstTooDeep(text: string): number | undefined {
  let depth = 0;
  for (const { start, source } of lexemesOf(text)) {
    if (source === "[" || source === "{") depth++;
    else if (source === "]" || source === "}") depth = Math.max(0, depth - 1);
    if (depth > YAML_LIMITS.depth) return start;
  }
  return undefined;
}

function refused(problem: ReadProblem): Attempt {
  return { root: undefined, problem };
}

function syntaxProblem(pos: readonly [number, number], message: string, text: string): ReadProblem {
  const conflict = /^(?:<{7}|={7}|>{7})(?= |$)/m.exec(text);
  if (conflict !== null) {
    const span = { start: conflict.index, end: conflict.index + conflict[0].length };
    return { code: "yaml/syntax", span, message: "a merge conflict was left in the file" };
  }
  const { start, end } = errorSpan(text, pos, message);
  // An error at the end of the text has nothing to show there.
  const at = Math.min(start, Math.max(0, text.trimEnd().length - 1));
  const span = at < start ? { start: at, end: at + 1 } : { start, end: Math.max(start + 1, end) };
  return { code: "yaml/syntax", span, message: message.charAt(0).toLowerCase() + message.slice(1) };
}

/** In the words of the library, which is much slower to find it. */
function unclosedProblem({ char, isRoot }: Bracket, text: string): ReadProblem {
  const [what, end] = char === "[" ? ["Flow sequence", "]"] : ["Flow map", "}"];
  const message = isRoot
    ? `${what} must end with a ${end}`
    : `${what} in block collection must be sufficiently indented and end with a ${end}`;
  return syntaxProblem([text.length, text.length], message, text);
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

function tabProblem(span: Span): ReadProblem {
  return {
    code: "yaml/syntax",
    span,
    message: "a tab is allowed only inside quotes, block text and comments: the loader stops here",
    help: "Use spaces.",
  };
}

function nameProblem(span: Span): ReadProblem {
  const message = "the loader takes only ASCII letters, digits, '-' and '_' in the name of an anchor";
  return { code: "yaml/anchor", span, message };
}

function keyProblem(span: Span): ReadProblem {
  return { code: "yaml/syntax", span, message: "there is no key before this colon" };
}

function tooDeep(offset: number): ReadProblem {
  return {
    code: "yaml/too-large",
    span: { start: offset, end: offset + 1 },
    message: `lists and maps are more than ${YAML_LIMITS.depth} levels deep here`,
  };
}

function tagProblem([start, end]: readonly [number, number], text: string): ReadProblem {
  const tag = text.slice(start, end);
  return {
    code: "yaml/unknown-tag",
    span: { start, end },
    message: `the loader does not know the tag ${tag}`,
    help: "Leave the tag out, or quote the value if the exclamation mark belongs to it.",
  };
}

function secondDocument({ range }: Document.Parsed, text: string): ReadProblem {
  const marker = text.lastIndexOf("---", range[0]);
  const start = marker === -1 ? range[0] : marker;
  return {
    code: "yaml/multiple-documents",
    span: { start, end: start + 3 },
    message: "a second document begins here, and the loader reads files of one document only",
  };
}
