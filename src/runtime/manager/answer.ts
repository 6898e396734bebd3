import type { PluginResult } from "../../plugin/result.ts";

/**
 * Checks that a plugin returned a result. Fields that are null count as absent.
 *
 * @throws {TypeError} which then counts as the plugin's error.
 */
export function checkAnswer(answer: unknown): PluginResult {
  if (typeof answer !== "object" || answer === null) throw invalid(`expected a result, got ${typeName(answer)}`);
  const result = answer as Partial<PluginResult>;
  if (typeof result.continue_processing !== "boolean") throw invalid("continue_processing must be true or false");
  if (!isObjectOrAbsent(result.metadata)) throw invalid("metadata must be an object");
  if (!isObjectOrAbsent(result.modified_extensions)) throw invalid("modified_extensions must be an object");
  const { violation, retry_delay_ms } = result;
  if (!isObjectOrAbsent(violation)) throw invalid("violation must be an object");
  for (const key of ["reason", "description", "code"] as const) {
    if (isPresent(violation) && typeof violation[key] !== "string") throw invalid(`violation.${key} must be a string`);
  }
  if (isPresent(retry_delay_ms) && !Number.isInteger(retry_delay_ms))
    throw invalid("retry_delay_ms must be an integer");
  return result as PluginResult;
}

function isPresent<T>(value: T | null | undefined): value is T {
  return value !== undefined && value !== null;
}

function isObjectOrAbsent(value: unknown): boolean {
  return !isPresent(value) || (typeof value === "object" && !Array.isArray(value));
}

function invalid(problem: string): TypeError {
  return new TypeError(`invalid result: ${problem}`);
}

function typeName(value: unknown): string {
  return value === null ? "null" : typeof value;
}
