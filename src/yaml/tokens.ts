import type { CST } from "yaml";
import type { Span } from "./span.ts";

interface TokenFacts {
  /** Lists and maps inside each other at the deepest place. */
  readonly depth: number;
  /** Where that is. */
  readonly deepest: number;
  /** The first tab that PyYAML does not accept: outside quotes, block scalars and comments (scanner.py). */
  readonly tab: Span | undefined;
  /** The first anchor or alias with a name that PyYAML does not accept. */
  readonly badName: Span | undefined;
  /** The first `:` that PyYAML finds no key for: there is none, or it is longer than a line or 1024 characters. */
  readonly noKey: Span | undefined;
  /** The first thing of any other kind that PyYAML does not accept. */
  readonly stop: Stop | undefined;
}

/** What PyYAML stops at, and why. */
export interface Stop {
  readonly span: Span;
  readonly message: string;
  readonly help?: string;
}

const NAME = /^[&*][\w-]+$/;

type Walked = { readonly token: CST.Token | CST.SourceToken; readonly depth: number };

/**
 * What has to be known of a document's tokens before nodes are made of them; takes no stack, however deep they are. `text` is
 * the text of the file, with all its lines.
 */
export function inspectTokens(document: CST.Token, text: string): TokenFacts {
  let depth = 0;
  let deepest = 0;
  let tab: Span | undefined;
  let badName: Span | undefined;
  let noKey: Span | undefined;
  let stop: Stop | undefined;
  const look = (token: CST.Token | CST.SourceToken, at: number): void => {
    if (at > depth) [depth, deepest] = [at, token.offset];
    if (token.type === "space" || token.type === "scalar") {
      const index = token.source.indexOf("\t");
      if (index !== -1) tab = earlier(tab, { start: token.offset + index, end: token.offset + index + 1 });
    }
    stop = earlierStop(stop, stopOf(token));
    if ((token.type === "anchor" || token.type === "alias") && !NAME.test(token.source)) {
      badName = earlier(badName, { start: token.offset, end: token.offset + token.source.length });
    }
  };
  const stack: Walked[] = [{ token: document, depth: 0 }];
  for (let walked = stack.pop(); walked !== undefined; walked = stack.pop()) {
    const { token } = walked;
    look(token, walked.depth);
    if ("items" in token) {
      for (const item of token.items) {
        noKey = earlier(noKey, colonWithoutKey(item, text));
        if (token.type === "flow-collection") {
          noKey = earlier(noKey, colonAtStart(item.key) ?? colonAtStart(item.value));
          stop = earlierStop(stop, questionMarkIn(item.key) ?? questionMarkIn(item.value));
        }
      }
    }
    const inside = walked.depth + ("items" in token ? 1 : 0);
    for (const child of childrenOf(token)) {
      // Most tokens hold no others, and there may be a million of them.
      if (hasChildren(child)) stack.push({ token: child, depth: inside });
      else look(child, inside);
    }
  }
  return { depth, deepest, tab, badName, noKey, stop };
}

function hasChildren(token: CST.Token | CST.SourceToken): boolean {
  if ("items" in token || "props" in token || "start" in token || "value" in token) return true;
  return "end" in token && Array.isArray(token.end) && token.end.length > 0;
}

function earlier(a: Span | undefined, b: Span | undefined): Span | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a.start < b.start ? a : b;
}

function earlierStop(a: Stop | undefined, b: Stop | undefined): Stop | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a.span.start < b.span.start ? a : b;
}

/** The directives that PyYAML takes: versions 1.x, tags with a handle and a prefix, and any other that is named. */
const DIRECTIVE =
  /^%(?:YAML +1\.\d+|TAG +!(?:[\w-]*!)? +[\w;/?:@&=+$,.!~*'()[\]%-]+|(?!(?:YAML|TAG)(?![\w-]))[\w-]+)(?= |\r?$)/;
const SINGLE_QUOTED = /^'(?:[^']|'')*'$/;

function stopOf(token: CST.Token | CST.SourceToken): Stop | undefined {
  if (token.type === "single-quoted-scalar" && !SINGLE_QUOTED.test(token.source)) {
    const span = { start: token.offset, end: token.offset + token.source.length };
    return { span, message: "missing closing 'quote" };
  }
  if (token.type === "directive" && !DIRECTIVE.test(token.source)) {
    const span = { start: token.offset, end: token.offset + token.source.trimEnd().length };
    return { span, message: "the loader does not take this directive", help: "Leave it out." };
  }
  if (token.type !== "block-scalar") return undefined;
  const header = token.props.findIndex(({ type }) => type === "block-scalar-header");
  const next = token.props[header + 1];
  if (next?.type !== "comment") return undefined;
  const span = { start: next.offset, end: next.offset + next.source.length };
  return { span, message: "the loader takes a comment behind '|' or '>' only after a space" };
}

/** In brackets, PyYAML takes every question mark for the one before a key. */
function questionMarkIn(token: CST.Token | null | undefined): Stop | undefined {
  // One at the beginning is left out of the text by PyYAML, which goes on.
  const index = token?.type === "scalar" ? token.source.indexOf("?", 1) : -1;
  if (token?.type !== "scalar" || index === -1) return undefined;
  const start = token.offset + index;
  const message = "in brackets, text that is not in quotes ends before a question mark: the loader stops here";
  return { span: { start, end: start + 1 }, message, help: "Put the text in quotes." };
}

/** What may stand for a key before its colon. */
const KEYS: ReadonlySet<string> = new Set(["anchor", "tag"]);

const LONGEST_KEY = 1024;

/** A key after `?` may be of any length. */
function colonWithoutKey({ start, key, sep }: CST.CollectionItem, text: string): Span | undefined {
  const colon = sep?.find(({ type }) => type === "map-value-ind");
  if (colon === undefined || start.some(({ type }) => type === "explicit-key-ind")) return undefined;
  const from = key?.offset ?? start.find(({ type }) => KEYS.has(type))?.offset;
  const isKey =
    from !== undefined && colon.offset - from <= LONGEST_KEY && !/[\r\n]/.test(text.slice(from, colon.offset));
  return isKey ? undefined : { start: colon.offset, end: colon.offset + 1 };
}

/** In brackets, PyYAML takes a colon at the start of a word for the one after a key. */
function colonAtStart(token: CST.Token | null | undefined): Span | undefined {
  if (token?.type !== "scalar" || !token.source.startsWith(":")) return undefined;
  return { start: token.offset, end: token.offset + 1 };
}

function* childrenOf(token: CST.Token | CST.SourceToken): Generator<CST.Token | CST.SourceToken> {
  if ("start" in token) yield* Array.isArray(token.start) ? token.start : [token.start];
  if ("props" in token) yield* token.props;
  if ("items" in token) {
    for (const item of token.items) {
      yield* item.start;
      if (item.key) yield item.key;
      if (item.sep) yield* item.sep;
      if (item.value) yield item.value;
    }
  }
  if ("value" in token && token.value !== undefined) yield token.value;
  if ("end" in token && Array.isArray(token.end)) yield* token.end;
}
