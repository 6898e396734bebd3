import { PluginError, type PluginErrorModel, PluginViolationError } from "../../plugin/plugin-error.ts";
import type { PluginViolation } from "../../plugin/result.ts";
import type { DenialOutcome } from "./denial-outcome.ts";
import type { ExecutionRecord } from "./execution-record.ts";
import { pythonString } from "./python-text.ts";

/** A payload that is too large for plugins. It stops the call whatever `on_error` says. */
export class PayloadSizeError extends Error {
  override readonly name = "PayloadSizeError";
}

/** A plugin did not answer in time, and its `on_error` lets the call go on. */
export class PluginTimeoutError extends Error {
  override readonly name = "PluginTimeoutError";
}

/** A plugin blocked, and the caller wants that as an exception; or a plugin threw a violation itself. */
export class HookDeniedError extends PluginViolationError {
  /** What ran up to the plugin that blocked; empty for a call of a single plugin. */
  readonly executions: readonly ExecutionRecord[];
  /** A summary that is safe to log; absent when the plugin threw the violation itself. */
  readonly denialOutcome: DenialOutcome | undefined;

  constructor(
    message: string,
    violation: PluginViolation | undefined,
    executions: readonly ExecutionRecord[],
    denialOutcome: DenialOutcome | undefined,
    options?: ErrorOptions,
  ) {
    super(message, violation);
    this.executions = executions;
    this.denialOutcome = denialOutcome;
    if (options !== undefined && "cause" in options) this.cause = options.cause;
  }
}

/** CPEX's text for a denial that is raised as an exception. */
export function denialMessage(hook: string, violation: PluginViolation | undefined): string {
  if (violation === undefined) return `${hook} blocked by plugin`;
  const { plugin_name, code, reason, description } = violation;
  return `${hook} blocked by plugin ${plugin_name}: ${code} - ${reason} (${description})`;
}

/** The error model of anything a plugin threw; a `PluginError` keeps its own. */
export function errorModelOf(thrown: unknown, pluginName: string): PluginErrorModel {
  if (thrown instanceof PluginError) return thrown.error;
  return new PluginError({ message: describeThrown(thrown), plugin_name: pluginName }).error;
}

/** Class and message of an error the way Python's `repr` writes them, as in `TypeError('no such key')`. */
export function describeThrown(thrown: unknown): string {
  if (thrown instanceof Error) return `${thrown.name}(${thrown.message === "" ? "" : pythonString(thrown.message)})`;
  return `not an error was thrown: ${typeof thrown === "string" ? pythonString(thrown) : safeString(thrown)}`;
}

/**
 * Type of an error and the place where it was thrown, as in `TypeError at index.js:12:5`: all of it that can't have come
 * from a payload.
 */
export function placeOfThrown(thrown: unknown): string {
  if (!(thrown instanceof Error)) return `a ${typeof thrown}`;
  const { name, message, stack = "" } = thrown;
  const type = /^\w{1,64}$/.test(name) ? name : "Error";
  // The stack begins with the message, which may look like a place itself.
  const frames = message !== "" && stack.includes(message) ? stack.slice(stack.indexOf(message) + message.length) : "";
  const place = /^\s+at .*?([^/\\(\s]+:\d+:\d+)\)?$/m.exec(frames)?.[1];
  return place === undefined ? type : `${type} at ${place}`;
}

function safeString(value: unknown): string {
  try {
    return String(value);
  } catch {
    return typeof value;
  }
}
