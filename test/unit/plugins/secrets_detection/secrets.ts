import type { z } from "zod";
import { createContext, type HookName, type PluginInstance, type PluginResult } from "../../../../src/plugin/index.ts";
import { Config } from "../../../../src/plugins/secrets_detection/config.ts";
import plugin from "../../../../src/plugins/secrets_detection/fallback.ts";
import { SECRET_TYPES, type SecretType } from "../../../../src/plugins/secrets_detection/secret-types.ts";

export type SecretsConfig = z.input<typeof Config>;

export const TYPES = Object.keys(SECRET_TYPES) as SecretType[];

/** A key that the default config finds; no file holds it whole. */
export const KEY = `AKIA${"X".repeat(16)}`;

export function createSecrets(config: SecretsConfig = {}): PluginInstance {
  return plugin.create(Config.parse(config), { slug: "secrets_detection", salt: "salt", log: () => {} });
}

/** A config that looks for these types and nothing else. */
export function only(...types: readonly SecretType[]): SecretsConfig {
  return { enabled: Object.fromEntries(TYPES.map((type) => [type, types.includes(type)])) };
}

/** What is found in a text, as type and value. */
export function find(text: string, config?: SecretsConfig): [type: string, value: string][] {
  const findings = createSecrets(config).find?.(text) ?? [];
  return findings.map(({ type, start, end }) => [type, text.slice(start, end)]);
}

/** Runs one hook on a request with a trace id, unless told otherwise. */
export function invoke(
  secrets: PluginInstance,
  hook: HookName,
  payload: unknown,
  traceId: string | undefined = "trace-1",
): PluginResult {
  // The bridge of text plugins answers at once.
  return secrets.invoke(hook, payload, createContext("request-1", { request: { trace_id: traceId } })) as PluginResult;
}

/** What becomes of the arguments of a tool when secrets are redacted to `X` and nothing is blocked. */
export function redact(args: unknown, config: SecretsConfig = {}): unknown {
  const secrets = createSecrets({ redact: true, redaction_text: "X", block_on_detection: false, ...config });
  const payload = invoke(secrets, "tool_pre_invoke", { name: "tool", args }).modified_payload ?? { args };
  return (payload as { args: unknown }).args;
}
