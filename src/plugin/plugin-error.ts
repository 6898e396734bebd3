import type { PluginViolation } from "./result.ts";

/** JSON-RPC's "internal error", which CPEX reports for a plugin that failed. */
const INTERNAL_ERROR = -32603;

/** What a caller learns of a plugin that failed, in CPEX's shape. */
export interface PluginErrorModel {
  readonly message: string;
  readonly plugin_name: string;
  readonly code: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly mcp_error_code: number;
}

/** A plugin failed. A plugin may throw it to say a code and details; anything else it throws is wrapped in one. */
export class PluginError extends Error {
  override readonly name = "PluginError";
  readonly error: PluginErrorModel;

  constructor(
    error: Pick<PluginErrorModel, "message" | "plugin_name"> & Partial<PluginErrorModel>,
    options?: ErrorOptions,
  ) {
    super(error.message, options);
    this.error = { code: "", details: {}, mcp_error_code: INTERNAL_ERROR, ...error };
  }
}

/** Blocks by exception. Thrown by a plugin it blocks in every mode that is awaited, whatever `on_error` says. */
export class PluginViolationError extends Error {
  override readonly name: string = "PluginViolationError";
  readonly violation: PluginViolation | undefined;

  constructor(message: string, violation?: PluginViolation) {
    super(message);
    this.violation = violation;
  }
}
