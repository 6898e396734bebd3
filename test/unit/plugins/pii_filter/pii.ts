import type { z } from "zod";
import {
  createContext,
  type HookName,
  type LogRecord,
  type PluginInstance,
  type PluginResult,
} from "../../../../src/plugin/index.ts";
import { Config } from "../../../../src/plugins/pii_filter/config.ts";
import plugin from "../../../../src/plugins/pii_filter/fallback.ts";
import { BUILT_IN_TYPES, type BuiltInType } from "../../../../src/plugins/pii_filter/pii-types.ts";

export type PiiConfig = z.input<typeof Config>;

export const SALT = "salt";

export function createPii(config: PiiConfig = {}, log: LogRecord[] = []): PluginInstance {
  return plugin.create(Config.parse(config), { slug: "pii_filter", salt: SALT, log: (record) => log.push(record) });
}

/** A config that looks for one type and nothing else. */
export function only(type: BuiltInType): PiiConfig {
  return Object.fromEntries(BUILT_IN_TYPES.map((each) => [`detect_${each}`, each === type]));
}

/** What is found in a text, as type and value. */
export function find(text: string, config?: PiiConfig): [type: string, value: string][] {
  const findings = createPii(config).find?.(text) ?? [];
  return findings.map(({ type, start, end }) => [type, text.slice(start, end)]);
}

/** Runs one hook on a request with a trace id, unless told otherwise. */
export function invoke(pii: PluginInstance, hook: HookName, payload: unknown, traceId = "trace-1"): PluginResult {
  // The bridge of text plugins answers at once.
  return pii.invoke(hook, payload, createContext("request-1", { request: { trace_id: traceId } })) as PluginResult;
}

/** What becomes of a text in a tool's arguments. */
export function mask(text: string, config?: PiiConfig): string {
  const result = invoke(createPii(config), "tool_pre_invoke", { name: "tool", args: { text } });
  const payload = (result.modified_payload ?? { args: { text } }) as { args: { text: string } };
  return payload.args.text;
}
