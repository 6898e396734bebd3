import { didYouMean } from "../../../text/did-you-mean.ts";
import { keyText, type YamlEntry, type YamlNode } from "../../../yaml/node.ts";
import type { Finding } from "../../rule.ts";

/** Whether a node is a number of which something holds. */
export function isNumber(node: YamlNode, holds: (value: number) => boolean): boolean {
  if (node.kind !== "scalar") return false;
  const { value } = node;
  return (value.type === "integer" || value.type === "float") && holds(Number(value.value));
}

/** The keys of a map of names that the plugin does not have; it takes them without a word. */
export function* unknownNames(
  entry: YamlEntry | undefined,
  names: readonly string[],
  what: string,
): Generator<Finding> {
  if (entry?.value.kind !== "map") return;
  for (const inner of entry.value.entries) {
    const name = keyText(inner);
    if (name === undefined || names.includes(name)) continue;
    const help = didYouMean(name, names) ?? `It knows ${names.join(", ")}.`;
    yield { span: inner.key.span, message: `'${name}' is not ${what} that the plugin knows: it has no effect`, help };
  }
}
