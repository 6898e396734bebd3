import { isTraced, type PluginContext } from "../context.ts";
import type { HookName } from "../hooks.ts";
import { ALLOW, type PluginResult } from "../result.ts";
import { holdsText, type JoinedScan, type TextPart, toResult } from "./bridge.ts";
import { LimitError, type TextLimits } from "./limits.ts";
import { parseTextPath, type TextPath } from "./looks-at.ts";
import { collectTexts, type TextWalk } from "./walk.ts";

/**
 * Text plugins that look at the same part of a payload, asked together: one walk and one crossing. The first answers as it
 * would alone; if it has nothing to say, it is known which of the others have nothing to say either, and need no call.
 */
export class TextGroup {
  readonly #hook: HookName;
  readonly #first: TextPart;
  readonly #followers: number;
  readonly #joined: JoinedScan;
  readonly #path: TextPath;
  readonly #limits: TextLimits;
  readonly #shortest: number;
  #quiet = 0;
  #isQuietWithoutText = false;

  private constructor(hook: HookName, first: TextPart, others: readonly TextPart[], path: string, joined: JoinedScan) {
    this.#hook = hook;
    this.#first = first;
    this.#followers = others.length;
    this.#joined = joined;
    this.#path = parseTextPath(path);
    const engines = [first, ...others].map(({ engine }) => engine);
    this.#limits = strictest(engines.map(({ limits }) => limits));
    this.#shortest = Math.min(...engines.map(({ shortest = 1 }) => shortest));
  }

  /** Undefined when they can't be asked together: see {@link sharedPath}, and {@link TextPart.engine}'s `join`. */
  static of(hook: HookName, [first, ...others]: readonly TextPart[]): TextGroup | undefined {
    if (first === undefined || others.length === 0) return undefined;
    const path = sharedPath(hook, first);
    if (path === undefined || others.some((other) => sharedPath(hook, other) !== path)) return undefined;
    const joined = first.engine.join?.(others.map(({ engine }) => engine));
    return joined === undefined ? undefined : new TextGroup(hook, first, others, path, joined);
  }

  /** How many plugins after the first, in order, are known to return {@link ALLOW} for the payload of the last call. */
  get quiet(): number {
    return this.#quiet;
  }

  /**
   * Runs the first plugin.
   *
   * @throws whatever it throws.
   */
  invoke(payload: unknown, context: PluginContext): PluginResult {
    this.#quiet = 0;
    const walk = this.#walk(payload);
    if (walk === undefined) return this.#first.invoke(this.#hook, payload, context);
    const texts = walk.strings;
    const isBare = !holdsText(texts, this.#shortest);
    if (isBare && this.#isQuietWithoutText) {
      this.#quiet = this.#followers;
      return ALLOW;
    }
    const verdict = this.#joined.scan(this.#hook, texts, isTraced(context));
    if (verdict !== undefined) return toResult(verdict, walk, payload, this.#first.host);
    this.#quiet = this.#joined.quiet();
    if (isBare) this.#isQuietWithoutText = this.#quiet === this.#followers;
    return ALLOW;
  }

  /** Undefined when some plugin may refuse the payload as too large: then each has to say so itself. */
  #walk(payload: unknown): TextWalk | undefined {
    try {
      const walk = collectTexts(payload, this.#path, this.#limits);
      return walk?.pendingError === undefined ? walk : undefined;
    } catch (error) {
      if (error instanceof LimitError) return undefined;
      throw error;
    }
  }
}

/**
 * The path that a plugin shares with all that look at the same on this hook; undefined when it leaves out fields of its
 * own.
 */
export function sharedPath(hook: HookName, { looksAt, engine }: TextPart): string | undefined {
  return engine.fields === undefined ? looksAt[hook] : undefined;
}

function strictest(all: readonly TextLimits[]): TextLimits {
  return {
    maxTextBytes: Math.min(...all.map(({ maxTextBytes }) => maxTextBytes)),
    maxDepth: Math.min(...all.map(({ maxDepth }) => maxDepth)),
    maxItems: Math.min(...all.map(({ maxItems }) => maxItems)),
  };
}
