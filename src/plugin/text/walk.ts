import type { FieldScope } from "./fields.ts";
import { checkDepth, checkItems, checkTextSize, LimitError, type TextLimits } from "./limits.ts";
import type { PathStep, TextPath } from "./looks-at.ts";

type Key = string | number;

/** A new text for one of the walked strings. */
export interface Rewrite {
  /** Index into {@link TextWalk.strings}. */
  readonly text: number;
  readonly value: string;
}

/**
 * The strings of one payload in walking order, and where each came from, so that new texts can be written back into a copy.
 * Only the containers on the way to a change are copied; the payload itself is never touched.
 */
export class TextWalk {
  readonly strings: string[] = [];
  /** A limit that was hit part-way along a path of single strings; what came before it has been collected. */
  pendingError: LimitError | undefined;

  readonly #stringParents: number[] = [];
  readonly #stringKeys: Key[] = [];
  readonly #containers: object[] = [];
  readonly #containerParents: number[] = [];
  readonly #containerKeys: Key[] = [];
  readonly #limits: TextLimits;

  private constructor(limits: TextLimits) {
    this.#limits = limits;
  }

  /**
   * Collects what the path names; undefined when there is nothing that it could go into.
   *
   * @param fields of values walked in depth, what to look at.
   * @throws {LimitError} when a value walked in depth is beyond the limits.
   */
  static collect(payload: unknown, path: TextPath, limits: TextLimits, fields?: FieldScope): TextWalk | undefined {
    const root = path.steps[0];
    if (root === undefined || !("key" in root) || typeof payload !== "object" || payload === null) return undefined;
    const value = (payload as Record<string, unknown>)[root.key];
    const isContainer = typeof value === "object" && value !== null;
    if (!isContainer && !path.deep) return undefined;
    const walk = new TextWalk(limits);
    const top = walk.#enter(payload, -1, "");
    if (path.deep) walk.#deep(value, top, root.key, 0, isContainer ? fields : undefined);
    else walk.#single(value, top, root.key, path.steps, 1);
    return walk;
  }

  /** A copy of the payload with the rewrites in place; unchanged parts are shared with the original. */
  rewrite(rewrites: readonly Rewrite[]): unknown {
    const copies = new Map<number, object>();
    for (const { text, value } of rewrites) {
      setKey(this.#copyOf(this.#stringParents[text] ?? 0, copies), this.#stringKeys[text] ?? "", value);
    }
    return this.#copyOf(0, copies);
  }

  #copyOf(container: number, copies: Map<number, object>): object {
    const known = copies.get(container);
    if (known !== undefined) return known;
    const copy = shallowCopy(this.#containers[container] ?? {});
    copies.set(container, copy);
    const parent = this.#containerParents[container] ?? -1;
    if (parent >= 0) setKey(this.#copyOf(parent, copies), this.#containerKeys[container] ?? "", copy);
    return copy;
  }

  #enter(container: object, parent: number, key: Key): number {
    this.#containers.push(container);
    this.#containerParents.push(parent);
    this.#containerKeys.push(key);
    return this.#containers.length - 1;
  }

  #take(text: string, parent: number, key: Key): void {
    checkTextSize(text, this.#limits);
    this.strings.push(text);
    this.#stringParents.push(parent);
    this.#stringKeys.push(key);
  }

  #deep(value: unknown, parent: number, key: Key, depth: number, scope: FieldScope | undefined): void {
    checkDepth(depth, this.#limits);
    if (typeof value === "string") {
      if (scope === undefined || scope.scans) this.#take(value, parent, key);
    } else if (Array.isArray(value)) {
      checkItems("list", value.length, this.#limits);
      const self = this.#enter(value, parent, key);
      for (let index = 0; index < value.length; index++) this.#deep(value[index], self, index, depth + 1, scope);
    } else if (typeof value === "object" && value !== null) {
      const keys = Object.keys(value);
      checkItems("mapping", keys.length, this.#limits);
      const self = this.#enter(value, parent, key);
      for (const name of keys) {
        const below = scope?.enter(name);
        if (scope !== undefined && below === undefined) continue;
        this.#deep((value as Record<string, unknown>)[name], self, name, depth + 1, below);
      }
    }
  }

  #single(value: unknown, parent: number, key: Key, steps: readonly PathStep[], at: number): void {
    if (this.pendingError !== undefined) return;
    const step = steps[at];
    if (step === undefined) {
      if (typeof value === "string") this.#takeOrStop(value, parent, key);
    } else if ("each" in step) {
      if (!Array.isArray(value)) return;
      const self = this.#enter(value, parent, key);
      for (let index = 0; index < value.length; index++) this.#single(value[index], self, index, steps, at + 1);
    } else if (typeof value === "object" && value !== null && Object.hasOwn(value, step.key)) {
      const self = this.#enter(value, parent, key);
      this.#single((value as Record<string, unknown>)[step.key], self, step.key, steps, at + 1);
    }
  }

  #takeOrStop(text: string, parent: number, key: Key): void {
    try {
      this.#take(text, parent, key);
    } catch (error) {
      if (!(error instanceof LimitError)) throw error;
      this.pendingError = error;
    }
  }
}

function shallowCopy(container: object): object {
  if (Array.isArray(container)) return container.slice();
  const copy = Object.create(Object.getPrototypeOf(container) as object | null) as object;
  for (const key of Object.keys(container)) setKey(copy, key, (container as Record<string, unknown>)[key]);
  return copy;
}

function setKey(container: object, key: Key, value: unknown): void {
  // Assignment would call the setter of `__proto__`, which JSON may hold as an ordinary key.
  if (key === "__proto__") {
    Object.defineProperty(container, key, { value, writable: true, enumerable: true, configurable: true });
  } else {
    (container as Record<Key, unknown>)[key] = value;
  }
}
