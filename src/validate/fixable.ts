import type { YamlDocument } from "../yaml/document.ts";
import type { YamlNode } from "../yaml/node.ts";
import { overlaps, overlapsAny, type Span } from "../yaml/span.ts";
import type { Fix } from "./fix.ts";

const MERGE_KEY = /<<["']?\s*:/;

/**
 * Tells which fixes may be made in a document: those that touch no template and no template block, in a file where every value
 * stands at one place only. An edit at an anchor would change all the places that use it.
 */
export function fixableIn(document: YamlDocument): (fix: Fix) => boolean {
  let shared: boolean | undefined;
  return ({ edits }) => {
    shared ??= MERGE_KEY.test(document.text) || sharesNodes(document.root);
    return !shared && edits.every(({ span }) => isPlain(span, document));
  };
}

function isPlain(span: Span, { templates, blocks }: YamlDocument): boolean {
  // What is inserted right beside a template is a part of its line, and may become a part of its value.
  const touched = { start: span.start - 1, end: span.end + 1 };
  return !overlapsAny(touched, templates) && !blocks.some((block) => overlaps(block, touched));
}

/** Whether a list, map or scalar stands at more than one place of the data. */
function sharesNodes(root: YamlNode | undefined): boolean {
  const seen = new Set<YamlNode>();
  const stack = root === undefined ? [] : [root];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (seen.has(node)) return true;
    seen.add(node);
    if (node.kind === "list") for (const { value } of node.items) stack.push(value);
    else if (node.kind === "map") for (const { key, value } of node.entries) stack.push(key, value);
  }
  return false;
}
