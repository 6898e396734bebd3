import type { Extensions } from "./context.ts";

/** Why a plugin blocks. `reason`, `description` and `code` are required by CPEX. */
export interface PluginViolation {
  readonly reason: string;
  readonly description: string;
  readonly code: string;
  readonly details?: Readonly<Record<string, unknown>>;
  readonly mcp_error_code?: number;
  readonly http_status_code?: number;
  readonly http_headers?: Readonly<Record<string, string>>;
  /** Who blocked; the manager sets it, whatever the plugin says. */
  readonly plugin_name?: string;
}

/** The outcome of one hook call, in CPEX's shape; a field that is null there is absent here. */
export interface PluginResult {
  readonly continue_processing: boolean;
  /** A complete payload that replaces the old one; absent when nothing changed. */
  readonly modified_payload?: unknown;
  readonly violation?: PluginViolation;
  readonly metadata: Readonly<Record<string, unknown>>;
  /** Replaces what the gateway knows beside the payload. */
  readonly modified_extensions?: Extensions;
  /** For telemetry of a denial: at most 16 numbers and flags, never payload content. Anything else is left out. */
  readonly denial_metadata?: Readonly<Record<string, unknown>>;
  /** Headers for the response to the client; CPEX takes them from a violation only. */
  readonly http_headers?: Readonly<Record<string, string>>;
  /** How long the client is to wait before it tries again, in milliseconds. */
  readonly retry_delay_ms?: number;
}

/**
 * What a call without findings returns: continue, nothing changed. One frozen object, so that the common case allocates
 * nothing.
 */
export const ALLOW: PluginResult = Object.freeze({ continue_processing: true, metadata: Object.freeze({}) });
