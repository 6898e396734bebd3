import { copyOf, isContainer, withKey } from "./copy.ts";
import { checkTextSize, LimitError, type TextLimits } from "./limits.ts";
import type { PathStep } from "./looks-at.ts";
import type { Rewrite, TextWalk } from "./walk.ts";

/** Takes a string of the payload and gives what is to stand in its place. */
type OnText = (text: string) => string;

/** The single strings that a longer path names. */
export class NamedWalk implements TextWalk {
  readonly strings: string[] = [];
  pendingError: LimitError | undefined;

  readonly #payload: object;
  readonly #steps: readonly PathStep[];

  private constructor(payload: object, steps: readonly PathStep[]) {
    this.#payload = payload;
    this.#steps = steps;
  }

  /** Undefined when the path's keys are not there, up to its first list or to its end. */
  static collect(payload: object, steps: readonly PathStep[], limits: TextLimits): NamedWalk | undefined {
    if (!leadsOn(payload, steps)) return undefined;
    const walk = new NamedWalk(payload, steps);
    try {
      walk.#visit((text) => {
        checkTextSize(text, limits);
        walk.strings.push(text);
        return text;
      });
    } catch (error) {
      if (!(error instanceof LimitError)) throw error;
      walk.pendingError = error;
    }
    return walk;
  }

  rewrite(rewrites: readonly Rewrite[]): unknown {
    let index = 0;
    let next = 0;
    return this.#visit((text) => (rewrites[next]?.text === index++ ? (rewrites[next++]?.value ?? text) : text));
  }

  #visit(onText: OnText): unknown {
    return follow(this.#payload, this.#steps, 0, onText);
  }
}

/** Follows a path from one of its steps on. */
function follow(value: unknown, steps: readonly PathStep[], at: number, onText: OnText): unknown {
  const step = steps[at];
  if (step === undefined) return typeof value === "string" && value !== "" ? onText(value) : value;
  if ("each" in step) {
    return Array.isArray(value) ? mapList(value, (item) => follow(item, steps, at + 1, onText)) : value;
  }
  if (!isContainer(value) || !Object.hasOwn(value, step.key)) return value;
  const before = (value as Record<string, unknown>)[step.key];
  const after = follow(before, steps, at + 1, onText);
  return Object.is(before, after) ? value : withKey(copyOf(value), step.key, after);
}

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
