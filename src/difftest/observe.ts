import { messageOf } from "../errors.ts";
import { createContext } from "../plugin/context.ts";
import type { LogRecord, PluginInstance } from "../plugin/instance.ts";
import type { PluginResult } from "../plugin/result.ts";
import type { Finding } from "../plugin/text/found.ts";
import type { Call } from "./case.ts";
import { cloneData, isPlainObject, stringsIn } from "./data.ts";

/** An instance under test, with the log that it writes to. */
export interface Subject {
  readonly instance: PluginInstance;
  readonly log: LogRecord[];
}

/** What came back: a value, or the message of what was thrown. */
export type Answer<T> =
  | { readonly kind: "value"; readonly value: T }
  | { readonly kind: "error"; readonly message: string; readonly facts: ThrownFacts };

/** What an error says besides its message: the fields that CPEX passes on of a plugin's error, or its violation. */
export interface ThrownFacts {
  readonly error?: unknown;
  readonly violation?: unknown;
}

/** Findings in one text. */
export interface TextAnswer {
  readonly text: string;
  readonly answer: Answer<readonly Finding[]>;
}

/** All that can be seen of one call from outside. */
export interface Observation {
  readonly result: Answer<PluginResult>;
  readonly log: readonly LogRecord[];
  /** The instance's own copy of the payload after the call. */
  readonly payload: unknown;
  /** What the call left in its context. */
  readonly context: unknown;
  readonly found: readonly TextAnswer[];
}

/** How many of a payload's texts are given to `find`. */
const TEXTS = 16;

/** Makes one call, on a copy of its payload and with a context of its own. Never throws. */
export async function observe({ instance, log }: Subject, call: Call): Promise<Observation> {
  log.length = 0;
  const payload = cloneData(call.payload);
  const context = createContext("diff-test", call.traced ? { request: { trace_id: "trace" } } : undefined);
  let result: Answer<PluginResult>;
  try {
    const returned = instance.invoke(call.hook, payload, context);
    result = { kind: "value", value: returned instanceof Promise ? await returned : returned };
  } catch (error) {
    result = toError(error);
  }
  const logged = log.slice();
  return { result, log: logged, payload, context, found: findAll(instance, call.payload) };
}

function findAll(instance: PluginInstance, payload: unknown): TextAnswer[] {
  if (instance.find === undefined) return [];
  return stringsIn(payload, TEXTS).map((text) => ({ text, answer: findIn(instance, text) }));
}

function findIn(instance: PluginInstance, text: string): Answer<readonly Finding[]> {
  try {
    return { kind: "value", value: instance.find?.(text) ?? [] };
  } catch (error) {
    return toError(error);
  }
}

function toError(thrown: unknown): Answer<never> {
  const facts: Record<string, unknown> = {};
  // A plugin's package may bring its own copy of the error classes: their fields tell them apart, their identity does not.
  const { error, violation } = (thrown ?? {}) as ThrownFacts;
  if (isPlainObject(error)) facts["error"] = error;
  if (isPlainObject(violation)) facts["violation"] = violation;
  return { kind: "error", message: messageOf(thrown), facts };
}
