import type { YamlNode } from "../yaml/node.ts";

/** Whether Python takes a value as true; undefined when only the environment decides. An absent value is false. */
export function truthOf(node: YamlNode | undefined): boolean | undefined {
  if (node === undefined) return false;
  if (node.kind === "list") return node.items.length > 0;
  if (node.kind === "map") return node.entries.length > 0;
  const { value } = node;
  switch (value.type) {
    case "null":
      return false;
    case "string":
      return value.value !== "";
    case "boolean":
      return value.value;
    case "integer":
      return value.value !== 0n;
    case "float":
      return value.value !== 0;
    case "date":
      return true;
    case "unknown":
      return undefined;
    default:
      return value satisfies never;
  }
}
