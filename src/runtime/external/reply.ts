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
  /** What the plugin left in the context; absent when the server sent none. */
  readonly context?: z.output<typeof contextModel>;
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
    if ("context" in reply) context = parsed(contextModel, reply["context"], "context", plugin);
    if ("result" in reply) {
      const result = withoutNulls(parsed(resultModel(hook), reply["result"], "result", plugin));
      return context === undefined ? { result } : { result, context };
    }
    if ("error" in reply) throw new PluginError(parsed(errorModel, reply["error"], "error", plugin));
  }
  const message = `Received invalid response. Result = ${JSON.stringify({ content })}`;
  throw new PluginError({ message, plugin_name: plugin });
}

/** The texts of what a tool returned. */
export function textsOf(content: readonly ContentBlock[]): string[] {
  return content.flatMap(({ type, text }) => (type === "text" && typeof text === "string" ? [text] : []));
}

/** Puts what the plugin left in the context into ours. Shared metadata stays as it is, as in CPEX. */
export function takeContext(own: PluginContext, left: NonNullable<Reply["context"]>): void {
  replaceFields(own.state, left.state);
  replaceFields(own.metadata, left.metadata);
  replaceFields(own.global_context.state, left.global_context.state);
}

function parseText(text: string, plugin: string): Readonly<Record<string, unknown>> {
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

function replaceFields(target: Record<string, unknown>, source: Readonly<Record<string, unknown>>): void {
  for (const key of Object.keys(target)) if (!Object.hasOwn(source, key)) delete target[key];
  for (const [key, value] of Object.entries(source)) {
    Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
  }
}
