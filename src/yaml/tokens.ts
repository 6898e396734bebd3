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
  const look = (token: CST.Token | CST.SourceToken, at: number): void => {
    if (at > depth) [depth, deepest] = [at, token.offset];
    if (token.type === "space" || token.type === "scalar") {
      const index = token.source.indexOf("\t");
      if (index !== -1) tab = earlier(tab, { start: token.offset + index, end: token.offset + index + 1 });
    }
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
        if (token.type === "flow-collection")
          noKey = earlier(noKey, colonAtStart(item.key) ?? colonAtStart(item.value));
      }
    }
    const inside = walked.depth + ("items" in token ? 1 : 0);
    for (const child of childrenOf(token)) {
      // Most tokens hold no others, and there may be a million of them.
      if (hasChildren(child)) stack.push({ token: child, depth: inside });
      else look(child, inside);
    }
  }
  return { depth, deepest, tab, badName, noKey };
}

function hasChildren(token: CST.Token | CST.SourceToken): boolean {
  if ("items" in token || "props" in token || "start" in token || "value" in token) return true;
  return "end" in token && Array.isArray(token.end) && token.end.length > 0;
}

function earlier(a: Span | undefined, b: Span | undefined): Span | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return a.start < b.start ? a : b;
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
