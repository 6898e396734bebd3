import { copyOf, isContainer, withKey } from "./copy.ts";
import type { FieldScope } from "./fields.ts";
import { checkDepth, checkItems, checkTextSize, type TextLimits } from "./limits.ts";
import type { Rewrite, TextWalk } from "./walk.ts";

/** Every string below a list or an object of a payload. */
export class DeepWalk implements TextWalk {
  readonly strings: string[] = [];
  readonly pendingError = undefined;

  readonly #payload: Record<string, unknown>;
  readonly #root: string;
  readonly #limits: TextLimits;
  readonly #fields: FieldScope | undefined;
  /**
   * Two numbers for each list and object, in the order in which they are entered: how many strings, and how many of these
   * numbers, there are at its end. By them a rewrite passes over all in which nothing changes.
   */
  readonly #ends: number[] = [];

  private constructor(payload: object, root: string, limits: TextLimits, fields: FieldScope | undefined) {
    this.#payload = payload as Record<string, unknown>;
    this.#root = root;
    this.#limits = limits;
    this.#fields = fields;
  }

  /** @throws {LimitError} when something is beyond the limits. */
  static collect(payload: object, root: string, limits: TextLimits, fields: FieldScope | undefined): DeepWalk {
    const walk = new DeepWalk(payload, root, limits, fields);
    checkDepth(0, limits);
    const value = walk.#payload[root];
    if (isContainer(value)) walk.#enter(value, 1, fields);
    return walk;
  }

  rewrite(rewrites: readonly Rewrite[]): unknown {
    const changes = rewrites.filter(({ text, value }) => value !== this.strings[text]);
    if (changes.length === 0) return this.#payload;
    const value = this.#payload[this.#root] as object;
    const after = new Rewriting(changes, this.#ends).of(value, this.#fields);
    return withKey(copyOf(this.#payload), this.#root, after);
  }

  #add(text: string): void {
    if (text === "") return;
    checkTextSize(text, this.#limits);
    this.strings.push(text);
  }

  /** @param depth of what is in the list or object */
  #enter(container: object, depth: number, scope: FieldScope | undefined): void {
    const ends = this.#ends;
    const at = ends.push(0, 0);
    if (Array.isArray(container)) this.#visitList(container, depth, scope);
    else this.#visitFields(container as Record<string, unknown>, depth, scope);
    ends[at - 2] = this.strings.length;
    ends[at - 1] = ends.length;
  }

  #visitList(list: readonly unknown[], depth: number, scope: FieldScope | undefined): void {
    checkItems("list", list.length, this.#limits);
    if (list.length > 0) checkDepth(depth, this.#limits);
    const scans = scope?.scans !== false;
    for (let index = 0; index < list.length; index++) {
      const value = list[index];
      if (typeof value === "string") {
        if (scans) this.#add(value);
      } else if (isContainer(value)) this.#enter(value, depth + 1, scope);
    }
  }

  #visitFields(object: Readonly<Record<string, unknown>>, depth: number, scope: FieldScope | undefined): void {
    // V8 keeps the keys of objects that are alike, but would look for all their values anew.
    const keys = Object.keys(object);
    checkItems("mapping", keys.length, this.#limits);
    for (let index = 0; index < keys.length; index++) {
      const key = keys[index] ?? "";
      const below = scope?.enter(key);
      if (scope !== undefined && below === undefined) continue;
      if (index === 0 || scope !== undefined) checkDepth(depth, this.#limits);
      const value = object[key];
      if (typeof value === "string") {
        if (below?.scans !== false) this.#add(value);
      } else if (isContainer(value)) this.#enter(value, depth + 1, below);
    }
  }
}

/** The second walk, which puts new texts into copies. */
class Rewriting {
  readonly #rewrites: readonly Rewrite[];
  readonly #ends: readonly number[];
  /** The rewrite that comes next, the string that is at hand, and the place in the ends. */
  #next = 0;
  #string = 0;
  #at = 0;

  constructor(rewrites: readonly Rewrite[], ends: readonly number[]) {
    this.#rewrites = rewrites;
    this.#ends = ends;
  }

  /** The list or object itself when nothing in it changes. */
  of(container: object, scope: FieldScope | undefined): object {
    const end = this.#ends[this.#at] ?? 0;
    if (this.#textOfNext() >= end) {
      this.#string = end;
      this.#at = this.#ends[this.#at + 1] ?? 0;
      return container;
    }
    this.#at += 2;
    return Array.isArray(container)
      ? this.#list(container, scope)
      : this.#object(container as Record<string, unknown>, scope);
  }

  #textOfNext(): number {
    return this.#rewrites[this.#next]?.text ?? Infinity;
  }

  #list(list: readonly unknown[], scope: FieldScope | undefined): readonly unknown[] {
    const copy = list.slice();
    for (let index = 0; index < list.length; index++) copy[index] = this.#value(list[index], scope);
    return copy;
  }

  #object(object: Readonly<Record<string, unknown>>, scope: FieldScope | undefined): object {
    const copy = copyOf(object);
    for (const key of Object.keys(object)) {
      const below = scope?.enter(key);
      if (scope !== undefined && below === undefined) continue;
      const before = object[key];
      const after = this.#value(before, below);
      if (after !== before) withKey(copy, key, after);
    }
    return copy;
  }

  #value(value: unknown, scope: FieldScope | undefined): unknown {
    if (typeof value === "string") {
      if (value === "" || scope?.scans === false) return value;
      return this.#textOfNext() === this.#string++ ? (this.#rewrites[this.#next++]?.value ?? value) : value;
    }
    return isContainer(value) ? this.of(value, scope) : value;
  }
}
