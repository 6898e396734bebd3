import type { z } from "zod";
import { messageOf } from "../../errors.ts";
import type { PluginContext } from "../../plugin/context.ts";
import type { HookName } from "../../plugin/hooks.ts";
import { PluginError } from "../../plugin/plugin-error.ts";
import type { PluginResult } from "../../plugin/result.ts";
import { contextModel, errorModel, type ResultModel, resultModel } from "./reply-model.ts";

/** What a server said to one call of a hook. */
export interface Reply {
  readonly result: PluginResult;
  /** Absent when the server sent none. */
  readonly context?: LeftContext;
}

type Fields = Readonly<Record<string, unknown>>;

/** What a plugin left in the context. */
export interface LeftContext {
  readonly state: Fields;
  readonly metadata: Fields;
  /** The state that plugins share; undefined where it stays as it is. */
  readonly shared: Fields | undefined;
}

/** A part of what a tool returned; only texts are read. */
export interface ContentBlock {
  readonly type: string;
  readonly text?: unknown;
}

/**
 * Reads what `invoke_hook` returned (cpex 0.1.4, external/mcp/client.py): the first text with a `result` or an `error`
 * counts, and a result more than an error beside it.
 *
 * @throws {PluginError} the server's own, or one that says why the reply can't be used.
 */
export function readReply(content: readonly ContentBlock[], hook: HookName, plugin: string): Reply {
  let context: Reply["context"];
  for (const text of textsOf(content)) {
    const reply = parseText(text, plugin);
    if ("context" in reply) context = readContext(reply["context"], plugin);
    if ("result" in reply) {
      const result = readResult(reply["result"], hook, plugin);
      return context === undefined ? { result } : { result, context };
    }
    if ("error" in reply) throw readError(reply["error"], plugin);
  }
  const message = `Received invalid response. Result = ${JSON.stringify({ content })}`;
  throw new PluginError({ message, plugin_name: plugin });
}

/** @throws {PluginError} when it is no result of that hook. */
export function readResult(result: unknown, hook: HookName, plugin: string): PluginResult {
  return withoutNulls(parsed(resultModel(hook), result, "result", plugin));
}

/**
 * The error that a server sent.
 *
 * @throws {PluginError} when it is none.
 */
export function readError(error: unknown, plugin: string): PluginError {
  return new PluginError(parsed(errorModel, error, "error", plugin));
}

function readContext(context: unknown, plugin: string): LeftContext {
  const { state, metadata, global_context } = parsed(contextModel, context, "context", plugin);
  return { state, metadata, shared: global_context.state };
}

/** The texts of what a tool returned. */
export function textsOf(content: readonly ContentBlock[]): string[] {
  return content.flatMap(({ type, text }) => (type === "text" && typeof text === "string" ? [text] : []));
}

/** Puts what the plugin left in the context into ours. Shared metadata stays as it is, as in CPEX. */
export function takeContext(own: PluginContext, { state, metadata, shared }: LeftContext): void {
  replaceFields(own.state, state);
  replaceFields(own.metadata, metadata);
  if (shared !== undefined) replaceFields(own.global_context.state, shared);
}

function parseText(text: string, plugin: string): Fields {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    const message = `Error trying to decode json: ${text}`;
    throw new PluginError({ message, code: "JSON_DECODE_ERROR", plugin_name: plugin }, { cause });
  }
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function parsed<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  part: string,
  plugin: string,
): z.output<Schema> {
  const { data, error } = schema.safeParse(value);
  if (error === undefined) return data as z.output<Schema>;
  const [{ path, message } = { path: [], message: messageOf(error) }] = error.issues;
  const at = [part, ...path].join(".");
  throw new PluginError({ message: `Received an invalid ${part}: ${at}: ${message}`, plugin_name: plugin });
}

/** A field that is null to CPEX is absent here. */
function withoutNulls({ metadata, violation, ...result }: z.output<ResultModel>): PluginResult {
  return {
    ...present(result),
    ...(violation === null || violation === undefined ? {} : { violation: present(violation) }),
    metadata: metadata ?? {},
  } as PluginResult;
}

function present<T extends object>(model: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(model).filter(([, value]) => value !== null && value !== undefined),
  ) as Partial<T>;
}

function replaceFields(target: Record<string, unknown>, source: Fields): void {
  for (const key of Object.keys(target)) if (!Object.hasOwn(source, key)) delete target[key];
  for (const [key, value] of Object.entries(source)) {
    Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
  }
}
