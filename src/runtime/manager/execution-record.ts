import type { OnError, PluginConfig, PluginMode } from "../config/plugin-config.ts";

/** What the manager itself knows of one plugin's run, in CPEX's shape; nothing in it comes from the plugin unchecked. */
export interface ExecutionRecord {
  readonly plugin_id: string;
  readonly plugin_name: string;
  readonly plugin_kind: string;
  readonly hook_name: string;
  readonly mode: PluginMode;
  /** An ignored error counts as completed. A fire-and-forget run is recorded when it starts. */
  readonly status: "completed" | "timeout";
  /** What the plugin asked for; null when it did not answer. */
  readonly requested_allow: boolean | null;
  readonly effective_allow: boolean;
  /** Whether it blocked or changed something; null when it did not answer. */
  readonly matched: boolean | null;
  readonly applied: boolean;
  readonly payload_modified: boolean;
  readonly extensions_modified: boolean;
  /** 0 for the modes that are not run one by one. */
  readonly duration_ns: number;
  readonly reason: string | null;
  readonly error_code: string | null;
  readonly config_keys: readonly string[];
}

/** The part of a record that is the same for every run of a plugin. */
export interface Identity {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly mode: PluginMode;
  readonly onError: OnError;
  readonly configKeys: readonly string[];
}

export type Facts = Pick<ExecutionRecord, "status" | "effective_allow"> & Partial<ExecutionRecord>;

const MAX_TEXT_BYTES = 256;
const MAX_CONFIG_KEYS = 64;
const ELLIPSIS = "…";

export function identityOf(id: string, config: PluginConfig): Identity {
  return {
    id,
    name: config.name,
    kind: shorten(config.kind),
    mode: config.mode,
    onError: config.on_error,
    configKeys: Object.keys(config.config ?? {})
      .slice(0, MAX_CONFIG_KEYS)
      .map(shorten),
  };
}

export function makeRecord(plugin: Identity, hook: string, facts: Facts): ExecutionRecord {
  return {
    plugin_id: plugin.id,
    plugin_name: plugin.name,
    plugin_kind: plugin.kind,
    hook_name: hook,
    mode: plugin.mode,
    status: facts.status,
    requested_allow: facts.requested_allow ?? null,
    effective_allow: facts.effective_allow,
    matched: facts.matched ?? null,
    applied: facts.applied ?? false,
    payload_modified: facts.payload_modified ?? false,
    extensions_modified: facts.extensions_modified ?? false,
    duration_ns: facts.duration_ns ?? 0,
    reason: facts.reason === undefined || facts.reason === null ? null : shorten(facts.reason),
    error_code: facts.error_code === undefined || facts.error_code === null ? null : shorten(facts.error_code),
    config_keys: plugin.configKeys,
  };
}

/** A plugin that was too slow, and that is let pass. */
export function timeoutFacts(reason: string): Facts {
  return { status: "timeout", effective_allow: true, reason, error_code: "plugin_timeout" };
}

/** A plugin that blocks. */
export function denialFacts(reason: string | undefined, code: string | undefined, duration_ns: number): Facts {
  return {
    status: "completed",
    requested_allow: false,
    effective_allow: false,
    matched: true,
    applied: true,
    duration_ns,
    reason: reason ?? null,
    error_code: code ?? null,
  };
}

/** The code that CPEX records for a denial by exception without a violation. */
export const UNNAMED_DENIAL = "plugin_violation";

/** Cuts a text to 256 bytes of UTF-8, never inside a character, and marks the cut. */
export function shorten(text: string): string {
  if (text.length * 3 <= MAX_TEXT_BYTES || Buffer.byteLength(text) <= MAX_TEXT_BYTES) return text;
  const room = MAX_TEXT_BYTES - Buffer.byteLength(ELLIPSIS);
  let bytes = 0;
  let kept = "";
  for (const character of text) {
    bytes += Buffer.byteLength(character);
    if (bytes > room) break;
    kept += character;
  }
  return kept + ELLIPSIS;
}
