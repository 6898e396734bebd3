import type { PluginViolation } from "../../plugin/result.ts";
import type { ExecutionRecord } from "./execution-record.ts";

/** A denial in a form that is safe for logs and metrics: no payload, no free text, no plugin's metadata. */
export interface DenialOutcome {
  readonly execution: Omit<ExecutionRecord, "reason" | "config_keys">;
  readonly violation_code: string | null;
  readonly mcp_error_code: number | null;
  readonly http_status_code: number | null;
  readonly metadata: Readonly<Record<string, boolean | number>>;
}

const LABEL = /^[A-Za-z0-9._-]{1,64}$/;
const MAX_METRICS = 16;

export function denialOutcome(
  record: ExecutionRecord,
  violation: PluginViolation | undefined,
  metadata: Readonly<Record<string, unknown>> | undefined,
): DenialOutcome {
  const { reason: _, config_keys: __, ...execution } = record;
  return {
    execution: { ...execution, error_code: labelOrNull(execution.error_code) },
    violation_code: labelOrNull(violation?.code),
    mcp_error_code: integerOrNull(violation?.mcp_error_code, -(2 ** 31), 2 ** 31 - 1),
    http_status_code: integerOrNull(violation?.http_status_code, 100, 599),
    metadata: sanitiseDenialMetadata(metadata),
  };
}

/** Keeps flags and finite numbers under plain names; a map of more than 16 entries is dropped as a whole. */
export function sanitiseDenialMetadata(
  metadata: Readonly<Record<string, unknown>> | undefined,
): Readonly<Record<string, boolean | number>> {
  const safe: Record<string, boolean | number> = {};
  const entries = Object.entries(metadata ?? {});
  if (entries.length > MAX_METRICS) return safe;
  for (const [key, value] of entries) {
    if (!LABEL.test(key)) continue;
    if (typeof value === "boolean" || (typeof value === "number" && Number.isFinite(value))) safe[key] = value;
  }
  return safe;
}

function labelOrNull(value: string | null | undefined): string | null {
  return typeof value === "string" && LABEL.test(value) ? value : null;
}

function integerOrNull(value: number | undefined, minimum: number, maximum: number): number | null {
  return Number.isInteger(value) && value !== undefined && value >= minimum && value <= maximum ? value : null;
}
