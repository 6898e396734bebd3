import { deepFreeze } from "../plugin/deep-freeze.ts";
import type { HookName } from "../plugin/hooks.ts";
import type { Host } from "../plugin/instance.ts";
import type { Decision, JoinedScan, Metrics, TextEngine, TextVerdict } from "../plugin/text/bridge.ts";
import type { FieldFilter } from "../plugin/text/fields.ts";
import type { Finding } from "../plugin/text/found.ts";
import type { TextLimits } from "../plugin/text/limits.ts";
import type { Rewrite } from "../plugin/text/walk.ts";
import { type AddonExports, type AddonScan, hookIndex, type TextAddonEngine } from "./abi.ts";

const INPUT_HEADER = 3;
const OUTPUT_HEADER = 2;
const EDIT = 4;
const FIRST_SLOTS = 256;
const IS_WIDE = 1;
const IS_TRACED = 2;

/** What a plugin says of a payload, but for the edits: a decision, with the metrics of a traced request. */
interface Answer extends Decision {
  readonly metrics?: Metrics;
}

/** The answer that an addon does not spell out. */
const MASK: Answer = Object.freeze({ mask: true });

/** V8 answers this without looking at the text when it is held in one byte a unit. */
const WIDE = /[\u0100-\uffff]/;

/** A text engine whose finding and deciding is done by an addon: all texts of a payload in one call. */
export class NativeTextEngine implements TextEngine {
  readonly limits: TextLimits;
  readonly fields: FieldFilter | undefined;
  readonly shortest: number;
  readonly #engine: TextAddonEngine;
  #exchange = new Uint32Array(FIRST_SLOTS);
  #lastHook: HookName | undefined;
  #lastHookIndex = 0;
  #lastJson = "";
  #lastAnswer: Answer = MASK;

  /** @param config the plugin's config, parsed and defaulted by its schema. */
  constructor(addon: AddonExports<TextAddonEngine>, config: unknown, { slug, salt }: Host) {
    this.#engine = addon.create(JSON.stringify(config), JSON.stringify({ slug, salt }), this.#exchange);
    const limits = JSON.parse(this.#engine.limits) as TextLimits;
    this.limits = limits;
    const { fields, shortest } = this.#engine;
    this.shortest = shortest;
    this.fields = fields === undefined ? undefined : (JSON.parse(fields) as FieldFilter);
  }

  scan(hook: HookName, texts: readonly string[], traced: boolean): TextVerdict | undefined {
    return this.#ask(this.#engine.scan, this.#hand(hook, texts, traced), texts);
  }

  join(others: readonly TextEngine[]): JoinedScan | undefined {
    const engines: TextAddonEngine[] = [];
    for (const other of others) {
      if (!(other instanceof NativeTextEngine)) return undefined;
      engines.push(other.#engine);
    }
    const scan = this.#engine.join(engines);
    return {
      scan: (hook, texts, traced) => this.#ask(scan, this.#hand(hook, texts, traced), texts),
      quiet: () => this.#exchange[0] ?? 0,
    };
  }

  find(text: string): readonly Finding[] {
    return JSON.parse(this.#engine.find(this.#hand("tool_pre_invoke", [text], false))) as Finding[];
  }

  #ask(scan: AddonScan, joined: string, texts: readonly string[]): TextVerdict | undefined {
    let answer = scan(joined);
    if (answer === undefined) return undefined;
    if (typeof answer === "number") {
      this.#grow(answer);
      answer = this.#engine.take() as string;
    }
    return this.#decode(answer, texts);
  }

  /** Puts the numbers of a call into the exchange, and returns the one string that goes with them. */
  #hand(hook: HookName, texts: readonly string[], traced: boolean): string {
    const joined = texts.length === 1 ? (texts[0] ?? "") : texts.join("");
    if (texts.length + INPUT_HEADER > this.#exchange.length) this.#grow(texts.length + INPUT_HEADER);
    const exchange = this.#exchange;
    // Calls of one hook follow each other.
    if (hook !== this.#lastHook) {
      this.#lastHook = hook;
      this.#lastHookIndex = hookIndex(hook);
    }
    exchange[0] = this.#lastHookIndex;
    exchange[1] = (WIDE.test(joined) ? IS_WIDE : 0) | (traced ? IS_TRACED : 0);
    exchange[2] = texts.length;
    let end = 0;
    for (let index = 0; index < texts.length; index++) {
      end += texts[index]?.length ?? 0;
      exchange[INPUT_HEADER + index] = end;
    }
    return joined;
  }

  #grow(slots: number): void {
    this.#exchange = new Uint32Array(slots * 2);
    this.#engine.attach(this.#exchange);
  }

  /** Answers repeat: the last one is kept, frozen. */
  #parseAnswer(json: string): Answer {
    if (json !== this.#lastJson) {
      this.#lastAnswer = deepFreeze(JSON.parse(json) as Answer);
      this.#lastJson = json;
    }
    return this.#lastAnswer;
  }

  #decode(answer: string, texts: readonly string[]): TextVerdict {
    const edits = this.#exchange[0] ?? 0;
    const units = this.#exchange[1] ?? 0;
    const decision = answer.length === units ? MASK : this.#parseAnswer(answer.slice(units));
    return { decision, metrics: decision.metrics, rewrites: edits === 0 ? [] : this.#rewrites(edits, answer, texts) };
  }

  /** @param answer begins with the replacements, end to end */
  #rewrites(edits: number, answer: string, texts: readonly string[]): readonly Rewrite[] {
    const exchange = this.#exchange;
    const rewrites: Rewrite[] = [];
    const last = OUTPUT_HEADER + edits * EDIT;
    let slot = OUTPUT_HEADER;
    let from = 0;
    while (slot < last) {
      const index = exchange[slot] ?? 0;
      const text = texts[index] ?? "";
      let value = "";
      let copied = 0;
      for (; slot < last && exchange[slot] === index; slot += EDIT) {
        const to = from + (exchange[slot + 3] ?? 0);
        value += text.slice(copied, exchange[slot + 1]) + answer.slice(from, to);
        copied = exchange[slot + 2] ?? 0;
        from = to;
      }
      const rewrite = { text: index, value: value + text.slice(copied) };
      // An array that begins empty takes room for many at the first push; most often there is one.
      if (slot === last && rewrites.length === 0) return [rewrite];
      rewrites.push(rewrite);
    }
    return rewrites;
  }
}
