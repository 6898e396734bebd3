import type { FieldScope } from "./fields.ts";
import { checkDepth, checkItems, checkTextSize, LimitError, type TextLimits } from "./limits.ts";
import type { PathStep, TextPath } from "./looks-at.ts";

/** A new text for one of the walked strings. */
export interface Rewrite {
  /** Index into {@link TextWalk.strings}. */
  readonly text: number;
  readonly value: string;
}

/** Takes a string of the payload and gives what is to stand in its place. */
type OnText = (text: string) => string;

/**
 * The strings of one payload in walking order, without the empty ones, in which nothing can be found. New texts are written
 * back by a second walk, which few payloads need: only what is on the way to a change is copied, and the payload itself is
 * never touched.
 */
export class TextWalk {
  readonly strings: string[] = [];
  /** A limit that was hit part-way along a path of single strings; what came before it has been collected. */
  pendingError: LimitError | undefined;

  readonly #payload: object;
  readonly #path: TextPath;
  readonly #limits: TextLimits;
  readonly #fields: FieldScope | undefined;

  private constructor(payload: object, path: TextPath, limits: TextLimits, fields: FieldScope | undefined) {
    this.#payload = payload;
    this.#path = path;
    this.#limits = limits;
    this.#fields = fields;
  }

  /**
   * Collects what the path names; undefined when it names nothing: what is not there is not looked at, nor decided on.
   *
   * @param fields of values walked in depth, what to look at.
   * @throws {LimitError} when a value walked in depth is beyond the limits.
   */
  static collect(payload: unknown, path: TextPath, limits: TextLimits, fields?: FieldScope): TextWalk | undefined {
    if (!isContainer(payload)) return undefined;
    if (!path.deep && !leadsOn(payload, path.steps)) return undefined;
    const walk = new TextWalk(payload, path, limits, fields);
    try {
      walk.#visit((text) => {
        checkTextSize(text, limits);
        walk.strings.push(text);
        return text;
      });
    } catch (error) {
      if (path.deep || !(error instanceof LimitError)) throw error;
      walk.pendingError = error;
    }
    return walk;
  }

  /** A copy of the payload with the rewrites, in order, in place; unchanged parts are shared with the original. */
  rewrite(rewrites: readonly Rewrite[]): unknown {
    let index = 0;
    let next = 0;
    return this.#visit((text) => (rewrites[next]?.text === index++ ? (rewrites[next++]?.value ?? text) : text));
  }

  #visit(onText: OnText): unknown {
    const { root, deep, steps } = this.#path;
    const value = (this.#payload as Record<string, unknown>)[root];
    const after = deep
      ? this.#deep(value, 0, isContainer(value) ? this.#fields : undefined, onText)
      : single(value, steps, 1, onText);
    return Object.is(value, after) ? this.#payload : withKey(copyOf(this.#payload), root, after);
  }

  #deep(value: unknown, depth: number, scope: FieldScope | undefined, onText: OnText): unknown {
    checkDepth(depth, this.#limits);
    if (typeof value === "string") {
      return value === "" || scope?.scans === false ? value : onText(value);
    }
    if (Array.isArray(value)) {
      checkItems("list", value.length, this.#limits);
      return mapList(value, (item) => this.#deep(item, depth + 1, scope, onText));
    }
    if (!isContainer(value)) return value;
    const keys = Object.keys(value);
    checkItems("mapping", keys.length, this.#limits);
    let copy: object | undefined;
    for (const key of keys) {
      const below = scope?.enter(key);
      if (scope !== undefined && below === undefined) continue;
      const before = (value as Record<string, unknown>)[key];
      const after = this.#deep(before, depth + 1, below, onText);
      if (!Object.is(before, after)) copy = withKey(copy ?? copyOf(value), key, after);
    }
    return copy ?? value;
  }
}

/** Follows a path of single strings from one of its steps on. */
function single(value: unknown, steps: readonly PathStep[], at: number, onText: OnText): unknown {
  const step = steps[at];
  if (step === undefined) return typeof value === "string" && value !== "" ? onText(value) : value;
  if ("each" in step) {
    return Array.isArray(value) ? mapList(value, (item) => single(item, steps, at + 1, onText)) : value;
  }
  if (!isContainer(value) || !Object.hasOwn(value, step.key)) return value;
  const before = (value as Record<string, unknown>)[step.key];
  const after = single(before, steps, at + 1, onText);
  return Object.is(before, after) ? value : withKey(copyOf(value), step.key, after);
}

/** Whether the keys of a path of single strings are there, up to its first list or to its end. */
function leadsOn(payload: object, steps: readonly PathStep[]): boolean {
  let value: unknown = payload;
  for (const step of steps) {
    if ("each" in step) return Array.isArray(value);
    if (!isContainer(value) || !Object.hasOwn(value, step.key)) return false;
    value = (value as Record<string, unknown>)[step.key];
  }
  return true;
}

/** A copy with each item mapped; the list itself when nothing changes. */
function mapList(list: readonly unknown[], map: (item: unknown) => unknown): unknown {
  let copy: unknown[] | undefined;
  for (let index = 0; index < list.length; index++) {
    const after = map(list[index]);
    if (Object.is(list[index], after)) continue;
    copy ??= list.slice();
    copy[index] = after;
  }
  return copy ?? list;
}

function isContainer(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function copyOf(container: object): object {
  if (Array.isArray(container)) return container.slice();
  const copy = Object.create(Object.getPrototypeOf(container) as object | null) as object;
  for (const key of Object.keys(container)) withKey(copy, key, (container as Record<string, unknown>)[key]);
  return copy;
}

function withKey(container: object, key: string, value: unknown): object {
  // Assignment would call the setter of `__proto__`, which JSON may hold as an ordinary key.
  if (key === "__proto__") {
    Object.defineProperty(container, key, { value, writable: true, enumerable: true, configurable: true });
  } else {
    (container as Record<string, unknown>)[key] = value;
  }
  return container;
}
