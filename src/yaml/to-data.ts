import { keyText, type YamlNode } from "./node.ts";

/**
 * Plain JavaScript data: whole numbers as numbers, dates as their text, and null for what only the environment decides.
 * Keys that are not strings are left out.
 */
export function toData(node: YamlNode): unknown {
  if (node.kind === "list") return node.items.map((item) => toData(item.value));
  if (node.kind === "map") {
    const pairs = node.entries.map((entry) => [keyText(entry), toData(entry.value)] as const);
    return Object.fromEntries(pairs.filter(([key]) => key !== undefined));
  }
  const { value } = node;
  if (value.type === "null" || value.type === "unknown") return null;
  return value.type === "integer" ? Number(value.value) : value.value;
}

/** Whether a node, or anything in it, is decided by the environment. */
export function holdsUnknown(node: YamlNode): boolean {
  if (node.kind === "list") return node.items.some((item) => holdsUnknown(item.value));
  if (node.kind === "map") return node.entries.some((entry) => holdsUnknown(entry.value) || holdsUnknown(entry.key));
  return node.value.type === "unknown";
}
