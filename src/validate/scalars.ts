import { keyText, type YamlNode, type YamlScalar } from "../yaml/node.ts";
import type { Span } from "../yaml/span.ts";
import { placeOf } from "./model/check-shape.ts";

/** A scalar of a file, and where it stands. */
export interface PlacedScalar {
  readonly node: YamlScalar;
  readonly span: Span;
  /** The nearest key above it that is a text. */
  readonly key: string | undefined;
  readonly role: "key" | "value" | "item";
}

/** Every scalar below a node, each once however often aliases lead to it; empty values are left out. */
export function* scalarsIn(root: YamlNode | undefined): Generator<PlacedScalar> {
  const seen = new Set<YamlNode>();
  const stack: { readonly node: YamlNode; readonly key: string | undefined }[] = [];
  const open = (node: YamlNode, key: string | undefined): void => {
    if (seen.has(node)) return;
    seen.add(node);
    stack.push({ node, key });
  };
  if (root !== undefined) open(root, undefined);
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const { node, key } = top;
    if (node.kind === "list") {
      for (const item of node.items) {
        if (item.value.kind !== "scalar") open(item.value, key);
        else if (item.value.span.end > item.value.span.start)
          yield { node: item.value, span: placeOf(item), key, role: "item" };
      }
    } else if (node.kind === "map") {
      for (const entry of node.entries) {
        yield { node: entry.key, span: entry.key.span, key, role: "key" };
        const own = keyText(entry) ?? key;
        if (entry.value.kind !== "scalar") open(entry.value, own);
        else if (entry.value.span.end > entry.value.span.start)
          yield { node: entry.value, span: placeOf(entry), key: own, role: "value" };
      }
    }
  }
}
