import { isContainer } from "./copy.ts";
import { DeepWalk } from "./deep-walk.ts";
import type { FieldScope } from "./fields.ts";
import type { LimitError, TextLimits } from "./limits.ts";
import type { TextPath } from "./looks-at.ts";
import { NamedWalk } from "./named-walk.ts";
import { OneText } from "./one-text.ts";

/** A new text for one of the walked strings. */
export interface Rewrite {
  /** Index into {@link TextWalk.strings}. */
  readonly text: number;
  readonly value: string;
}

/**
 * The strings of one payload in walking order, without the empty ones, in which nothing can be found. New texts are written
 * back by a second walk, which few payloads need: only what is on the way to a change is copied, and the payload itself is
 * never touched.
 */
export interface TextWalk {
  readonly strings: readonly string[];
  /** A limit that was hit part-way along a path of single strings; what came before it has been collected. */
  readonly pendingError: LimitError | undefined;
  /** A copy of the payload with the rewrites, in order, in place; unchanged parts are shared with the original. */
  rewrite(rewrites: readonly Rewrite[]): unknown;
}

/**
 * Collects what the path names; undefined when it names nothing: what is not there is not looked at, nor decided on.
 *
 * @param fields of values walked in depth, what to look at.
 * @throws {LimitError} when a value walked in depth is beyond the limits.
 */
export function collectTexts(
  payload: unknown,
  { root, steps, deep }: TextPath,
  limits: TextLimits,
  fields?: FieldScope,
): TextWalk | undefined {
  if (!isContainer(payload)) return undefined;
  if (!deep) return NamedWalk.collect(payload, steps, limits);
  const value = (payload as Record<string, unknown>)[root];
  return typeof value === "string"
    ? OneText.collect(payload, root, value, limits)
    : DeepWalk.collect(payload, root, limits, fields);
}
