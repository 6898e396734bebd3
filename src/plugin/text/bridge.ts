import { isTraced, type PluginContext } from "../context.ts";
import type { HookName } from "../hooks.ts";
import type { Host, Implementation, LogRecord, PluginInstance } from "../instance.ts";
import { ALLOW, type PluginResult, type PluginViolation } from "../result.ts";
import { type FieldFilter, scopeOf } from "./fields.ts";
import type { Finding } from "./found.ts";
import type { TextLimits } from "./limits.ts";
import { type LooksAt, parseTextPath, type TextPath } from "./looks-at.ts";
import { collectTexts, type Rewrite, type TextWalk } from "./walk.ts";

/** What a text plugin makes of its findings. */
export interface Decision {
  /** Block the call. */
  readonly deny?: PluginViolation;
  /** Write the replacements into the payload. */
  readonly mask?: boolean;
  readonly log?: LogRecord;
}

/** Counts for observability, which stand in a result under the plugin's slug. Never payload content. */
export type Metrics = Readonly<Record<string, unknown>>;

/** A decision, with the texts that change if it is to mask. */
export interface TextVerdict {
  readonly decision: Decision;
  /** Only of a traced request. */
  readonly metrics?: Metrics | undefined;
  readonly rewrites: readonly Rewrite[];
}

/** Finds and decides: the part of a text plugin that the fallback and the addon each implement. */
export interface TextEngine {
  readonly limits: TextLimits;
  /** Absent when it looks at every field. */
  readonly fields?: FieldFilter | undefined;
  /** The length of the shortest text in which there can be something to find; default 1. */
  readonly shortest?: number;
  /**
   * Undefined when nothing was found and the call goes on.
   *
   * @param traced whether metrics are wanted
   */
  scan(hook: HookName, texts: readonly string[], traced: boolean): TextVerdict | undefined;
  find(text: string): readonly Finding[];
  /** A scan by this engine that asks the others along; undefined when they can't be asked in one crossing. */
  join?(others: readonly TextEngine[]): JoinedScan | undefined;
}

/** Several engines, asked about the same texts in one crossing. */
export interface JoinedScan {
  /** What the first engine says. */
  scan(hook: HookName, texts: readonly string[], traced: boolean): TextVerdict | undefined;
  /** After a scan in which the first had nothing to say: how many of the others, in order, are known to have nothing either. */
  quiet(): number;
}

/** A text plugin's parts, for those that ask several at once. */
export interface TextPart {
  readonly looksAt: LooksAt;
  readonly engine: TextEngine;
  readonly host: Host;
  invoke(hook: HookName, payload: unknown, context: PluginContext): PluginResult;
}

export interface TextInstanceParts {
  readonly implementation: Implementation;
  readonly looksAt: LooksAt;
  readonly engine: TextEngine;
  readonly host: Host;
}

/** Makes an instance of a text engine: walks the payload, asks the engine once, and writes the answer into a copy. */
export function createTextInstance({ implementation, looksAt, engine, host }: TextInstanceParts): PluginInstance {
  const paths = new Map<HookName, TextPath>();
  for (const [hook, path] of Object.entries(looksAt)) paths.set(hook as HookName, parseTextPath(path));

  const fields = scopeOf(engine.fields);
  /** The hooks of which it is known that a payload goes through in which there is nothing to find. */
  const quiet = new Set<HookName>();

  const scan = (hook: HookName, texts: readonly string[], traced: boolean): TextVerdict | undefined => {
    const isBare = !holdsText(texts, engine.shortest);
    if (isBare && quiet.has(hook)) return undefined;
    const verdict = engine.scan(hook, texts, traced);
    if (isBare && verdict === undefined) quiet.add(hook);
    return verdict;
  };

  const invoke = (hook: HookName, payload: unknown, context: PluginContext): PluginResult => {
    const path = paths.get(hook);
    if (path === undefined) throw new Error(`plugin '${host.slug}' has no hook '${hook}'`);
    const walk = collectTexts(payload, path, engine.limits, fields);
    if (walk === undefined) return ALLOW;
    const verdict = scan(hook, walk.strings, isTraced(context));
    if (walk.pendingError !== undefined && verdict?.decision.deny === undefined) throw walk.pendingError;
    return verdict === undefined ? ALLOW : toResult(verdict, walk, payload, host);
  };

  const text: TextPart = { looksAt, engine, host, invoke };
  return { implementation, hooks: [...paths.keys()], invoke, find: (given) => engine.find(given), text };
}

/** Whether some text is long enough for something to be found in it. */
export function holdsText(texts: readonly string[], shortest = 1): boolean {
  for (const text of texts) if (text.length >= shortest) return true;
  return false;
}

/** Writes an engine's answer into a result. */
export function toResult(
  { decision, metrics, rewrites }: TextVerdict,
  walk: TextWalk,
  payload: unknown,
  host: Host,
): PluginResult {
  const { deny, mask, log } = decision;
  if (log !== undefined) host.log({ level: log.level, message: log.message + subjectOf(payload) });
  const modified = mask === true && rewrites.length > 0;
  if (deny === undefined && !modified && metrics === undefined) return ALLOW;
  const metadata = metrics === undefined ? ALLOW.metadata : { [host.slug]: metrics };
  if (!modified) {
    return deny === undefined
      ? { continue_processing: true, metadata }
      : { continue_processing: false, violation: deny, metadata };
  }
  const modified_payload = walk.rewrite(rewrites);
  return deny === undefined
    ? { continue_processing: true, modified_payload, metadata }
    : { continue_processing: false, modified_payload, violation: deny, metadata };
}

/** Names what the payload is about (a tool, a prompt, a resource), for a log line. */
function subjectOf(payload: unknown): string {
  const { name, prompt_id, uri } = payload as { name?: unknown; prompt_id?: unknown; uri?: unknown };
  const subject = name ?? prompt_id ?? uri;
  return typeof subject === "string" ? ` subject=${subject}` : "";
}
