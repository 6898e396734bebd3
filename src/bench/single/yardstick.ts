import type { PluginInstance } from "../../plugin/instance.ts";
import { ALLOW } from "../../plugin/result.ts";

/**
 * A fixed piece of work, about ten microseconds of what plugins do: a pattern over a text, characters one by one, and a few
 * objects. Kept runs are in units of it, so it must never change; a change is a new `schemaVersion` of baselines.
 */
export function createYardstick(): PluginInstance {
  return {
    implementation: "fallback",
    hooks: [],
    invoke: () => {
      if (work() === 0) throw new Error("the yardstick finds nothing");
      return ALLOW;
    },
  };
}

const TEXT = "order 4711 of ticket ABC-1234, due on 2024-05-06; call 555-0100 or write to someone@example.com. ".repeat(
  8,
);
const PATTERN = /\b\d{3,4}-\d{2,4}\b|\b[\w.]+@[\w.]+\.\w{2,}\b/g;

function work(): number {
  let hash = 0;
  for (let index = 0; index < TEXT.length; index++) hash = Math.imul(hash ^ TEXT.charCodeAt(index), 0x01000193);
  const found: { readonly start: number; readonly text: string }[] = [];
  for (const match of TEXT.matchAll(PATTERN)) found.push({ start: match.index, text: match[0] });
  return found.length + (hash & 1);
}
