import { GiveUp, type QuickText } from "./quick-text.ts";
import type { WrittenEntry, WrittenNode } from "./written.ts";

/** Lists and maps in brackets inside each other; beyond, the full reader decides. */
const MAX_DEPTH = 100;

/** A question mark ends it in PyYAML, and then the full reader says more. */
const PLAIN = /(?:[^\s,[\]{}:#?]|:(?=[^\s,[\]{}?])|(?<=[^\s])#|[ \t]+(?![#\s:,[\]{}?]|$))+/y;

/** Reads a list or map in brackets. */
export function readFlow(text: QuickText, depth: number): WrittenNode {
  if (depth > MAX_DEPTH) throw new GiveUp();
  const start = text.at;
  const isMap = text.char() === "{";
  const close = isMap ? "}" : "]";
  const items: WrittenNode[] = [];
  const entries: WrittenEntry[] = [];
  text.at++;
  for (text.skipFlowSpace(); text.char() !== close; text.skipFlowSpace()) {
    const node = readNode(text, depth);
    text.skipFlowSpace();
    if (isMap) entries.push({ key: node, value: readValue(text, node, depth) });
    else items.push(node);
    text.skipFlowSpace();
    if (text.char() === ",") text.at++;
    else if (text.char() !== close) throw new GiveUp();
  }
  text.at++;
  const span = { start, end: text.at };
  const properties = { anchor: undefined, tag: undefined };
  return isMap
    ? { kind: "map", ...properties, entries, flow: true, span }
    : { kind: "list", ...properties, items, span };
}

function readValue(text: QuickText, key: WrittenNode, depth: number): WrittenNode {
  if (text.char() !== ":") return text.empty();
  // An anchor is a part of the key, and may be on another line.
  if (key.kind !== "alias" && key.anchor !== undefined) throw new GiveUp();
  text.endKey(key.span.start);
  text.at++;
  // Only behind a key in quotes may a value follow at once, as in JSON.
  const isQuoted = key.kind === "scalar" && key.style !== "plain";
  if (!isQuoted && /[^\s,}]/.test(text.char())) throw new GiveUp();
  text.skipFlowSpace();
  return text.char() === "," || text.char() === "}" ? text.empty() : readNode(text, depth);
}

function readNode(text: QuickText, depth: number): WrittenNode {
  switch (text.char()) {
    case "{":
    case "[":
      return readFlow(text, depth + 1);
    case '"':
    case "'":
      return text.quoted();
    case "*":
      return text.alias();
    case "&":
      return text.anchored(() => {
        text.skipFlowSpace();
        return readNode(text, depth);
      });
    default:
      return text.plain(PLAIN);
  }
}
