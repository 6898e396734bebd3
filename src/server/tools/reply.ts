import type { PluginContext } from "../../plugin/context.ts";
import type { PluginErrorModel } from "../../plugin/plugin-error.ts";
import type { PluginResult } from "../../plugin/result.ts";

/** What a tool returns, in MCP's shape. */
export interface ToolResult {
  readonly content: readonly { readonly type: "text"; readonly text: string }[];
  readonly isError: boolean;
}

export function textResult(...texts: readonly string[]): ToolResult {
  return { content: texts.map((text) => ({ type: "text", text })), isError: false };
}

/** The tool could not be called at all. What goes wrong in a plugin is an ordinary reply. */
export function toolError(text: string): ToolResult {
  return { content: [{ type: "text", text }], isError: true };
}

/**
 * The reply to a hook that ran. The context goes back where anything is in it, as CPEX's server does it; shared metadata
 * alone counts for nothing, since the client does not take it.
 *
 * @throws {TypeError} when the plugin's result is no JSON.
 */
export function hookReply(plugin_name: string, result: PluginResult, context: PluginContext): string {
  const reply = { plugin_name, result: onWire(result) };
  return JSON.stringify(isEmpty(context) ? reply : { ...reply, context });
}

export function errorReply(plugin_name: string, error: PluginErrorModel): string {
  return JSON.stringify({ plugin_name, error });
}

/** Who blocked is no field of the model; the client knows whom it called. */
function onWire(result: PluginResult): PluginResult {
  if (result.violation === undefined) return result;
  const { plugin_name: _, ...violation } = result.violation;
  return { ...result, violation };
}

function isEmpty({ state, metadata, global_context }: PluginContext): boolean {
  return !hasKeys(state) && !hasKeys(metadata) && !hasKeys(global_context.state);
}

function hasKeys(object: object): boolean {
  for (const _ in object) return true;
  return false;
}
