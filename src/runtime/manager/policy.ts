import { pythonEquals } from "./python-equals.ts";
import type { Fields, HookShape } from "./payload-shape.ts";

/** Which fields of a hook's payload plugins may change. */
export interface HookPolicy {
  readonly writable_fields: ReadonlySet<string> | readonly string[];
}

/** What holds for hooks without a policy: every change is taken, or none. */
export type DefaultHookPolicy = "allow" | "deny";

/** The rule for one hook, ready for use. */
export interface ChangeRule {
  readonly shape: HookShape;
  /** Undefined when the hook has no policy, and the default holds. */
  readonly writable: ReadonlySet<string> | undefined;
  readonly allowByDefault: boolean;
}

/** What becomes of a payload that a plugin returned. */
export interface Verdict {
  readonly accepted: boolean;
  readonly payload?: unknown;
  /** Fields that the plugin changed and may not. */
  readonly rejected: readonly string[];
}

const NOTHING: readonly string[] = Object.freeze([]);
const REFUSED: Verdict = Object.freeze({ accepted: false, rejected: NOTHING });

export function compileRule(
  shape: HookShape,
  policy: HookPolicy | undefined,
  byDefault: DefaultHookPolicy,
): ChangeRule {
  const writable = policy === undefined ? undefined : new Set(policy.writable_fields);
  return { shape, writable, allowByDefault: byDefault === "allow" };
}

/**
 * Applies a policy to a returned payload, as CPEX does: between two payloads of one model only writable fields pass;
 * another model (a hook's result type) or a plain object passes as a whole; anything else is ignored.
 *
 * @param current what the plugin was given.
 * @param isResult whether `current` is of the hook's result type, as an earlier plugin returned one.
 */
export function judgeChange(rule: ChangeRule, current: unknown, modified: unknown, isResult: boolean): Verdict {
  const { shape, writable } = rule;
  if (writable === undefined) return rule.allowByDefault ? accept(modified) : REFUSED;
  if (!isRecord(modified)) return REFUSED;
  if (modified === current && !(isResult && shape.result === "dict")) return REFUSED;
  const model = shape.result === "same" ? shape.payload : isResult ? shape.result : "dict";
  if (model === "dict" || !isRecord(current)) return accept(modified);
  if (model === "headers") return judgeRoot(writable, current, modified);
  return judgeFields(model, writable, current, modified);
}

function accept(payload: unknown): Verdict {
  return { accepted: true, payload, rejected: NOTHING };
}

/** Headers are one field to CPEX, named `root`. */
function judgeRoot(writable: ReadonlySet<string>, current: object, modified: object): Verdict {
  if (pythonEquals(current, modified)) return REFUSED;
  return writable.has("root") ? accept(modified) : { accepted: false, rejected: ["root"] };
}

function judgeFields(
  model: Fields,
  writable: ReadonlySet<string>,
  current: Readonly<Record<string, unknown>>,
  modified: Readonly<Record<string, unknown>>,
): Verdict {
  const rejected: string[] = [];
  let payload: Record<string, unknown> | undefined;
  for (const field of Object.keys(model)) {
    const after = modified[field] ?? model[field];
    if (pythonEquals(current[field] ?? model[field], after)) continue;
    if (!writable.has(field)) rejected.push(field);
    else (payload ??= { ...current })[field] = after ?? undefined;
  }
  return payload === undefined ? { accepted: false, rejected } : { accepted: true, payload, rejected };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
