import { copyOf, withKey } from "./copy.ts";
import { checkTextSize, type TextLimits } from "./limits.ts";
import type { Rewrite, TextWalk } from "./walk.ts";

/** A string that is all there is to walk: most results of tools are one. */
export class OneText implements TextWalk {
  readonly strings: readonly string[];
  readonly pendingError = undefined;

  readonly #payload: object;
  readonly #root: string;

  private constructor(payload: object, root: string, strings: readonly string[]) {
    this.#payload = payload;
    this.#root = root;
    this.strings = strings;
  }

  /** @throws {LimitError} when the text is too long. */
  static collect(payload: object, root: string, text: string, limits: TextLimits): OneText {
    checkTextSize(text, limits);
    return new OneText(payload, root, text === "" ? [] : [text]);
  }

  rewrite([rewrite]: readonly Rewrite[]): unknown {
    if (rewrite === undefined || rewrite.value === this.strings[0]) return this.#payload;
    return withKey(copyOf(this.#payload), this.#root, rewrite.value);
  }
}
