/** Why a plugin blocks. `reason`, `description` and `code` are required by CPEX. */
export interface PluginViolation {
  readonly reason: string;
  readonly description: string;
  readonly code: string;
  readonly details?: Readonly<Record<string, unknown>>;
  readonly mcp_error_code?: number;
  readonly http_status_code?: number;
  readonly http_headers?: Readonly<Record<string, string>>;
}

/** The outcome of one hook call, in CPEX's shape; a field that is null there is absent here. */
export interface PluginResult {
  readonly continue_processing: boolean;
  /** A complete payload that replaces the old one; absent when nothing changed. */
  readonly modified_payload?: unknown;
  readonly violation?: PluginViolation;
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** What a call without findings returns: continue, nothing changed. One frozen object, so that the common case allocates nothing. */
export const ALLOW: PluginResult = Object.freeze({ continue_processing: true, metadata: Object.freeze({}) });
