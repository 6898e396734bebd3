import type { PluginResult } from "../plugin/result.ts";
import type { Chosen } from "../runtime/choose.ts";

/** What the new plugin makes of one call, and which implementation answered. */
export function renderOutcome({ implementation, reason }: Chosen, payload: unknown, result: PluginResult): string {
  return [
    `One call of tool_pre_invoke, answered by ${implementation} (${reason}):`,
    "",
    `  in   ${JSON.stringify(payload)}`,
    `  out  ${JSON.stringify(result.modified_payload ?? payload)}`,
    "",
  ].join("\n");
}
