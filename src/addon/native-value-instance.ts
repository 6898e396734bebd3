import type { PluginContext } from "../plugin/context.ts";
import { type HookOutcome, toResult } from "../plugin/define-plugin.ts";
import type { HookName } from "../plugin/hooks.ts";
import type { Host, PluginInstance } from "../plugin/instance.ts";
import { PluginError, type PluginErrorModel } from "../plugin/plugin-error.ts";
import { ALLOW, type PluginResult } from "../plugin/result.ts";
import { type AddonExports, hookIndex, type ValueAddonEngine } from "./abi.ts";

/** What an addon answers, unless it is undefined: an outcome, or what went wrong. */
type Answer = HookOutcome | { readonly error: Pick<PluginErrorModel, "message" | "code" | "details"> };

/**
 * Makes an instance of a value plugin in an addon: payload and context cross as JSON, and the outcome comes back as JSON.
 *
 * @param config the plugin's config, parsed and defaulted by its schema.
 */
export function createNativeValueInstance(
  addon: AddonExports<ValueAddonEngine>,
  hooks: readonly HookName[],
  config: unknown,
  { slug, salt }: Host,
): PluginInstance {
  const engine = addon.create(JSON.stringify(config), JSON.stringify({ slug, salt }));
  const invoke = (hook: HookName, payload: unknown, context: PluginContext): PluginResult => {
    if (!hooks.includes(hook)) throw new Error(`plugin '${slug}' has no hook '${hook}'`);
    const answer = engine.invoke(hookIndex(hook), toJson(payload), toJson(context));
    if (answer === undefined) return ALLOW;
    const outcome = JSON.parse(answer) as Answer;
    if ("error" in outcome) throw new PluginError({ ...outcome.error, plugin_name: slug });
    return toResult(outcome);
  };
  return { implementation: "native", hooks, invoke };
}

/** Half of a surrogate pair, as JSON spells it; a pair stands for itself. */
const HALF_PAIR = /(?<=(?:^|[^\\])(?:\\\\)*)\\ud[89a-f][0-9a-f]{2}/g;

/**
 * Rust's strings can't hold half of a surrogate pair: it becomes U+FFFD.
 *
 * @throws {TypeError} for what JSON can't say, such as a cycle or a bigint.
 */
function toJson(value: unknown): string {
  const json = JSON.stringify(value) ?? "null";
  return json.includes("\\ud") ? json.replace(HALF_PAIR, "\ufffd") : json;
}
