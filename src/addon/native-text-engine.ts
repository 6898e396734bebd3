import { deepFreeze } from "../plugin/deep-freeze.ts";
import type { HookName } from "../plugin/hooks.ts";
import type { Host } from "../plugin/instance.ts";
import type { Decision, JoinedScan, TextEngine, TextVerdict } from "../plugin/text/bridge.ts";
import type { FieldFilter } from "../plugin/text/fields.ts";
import type { Finding } from "../plugin/text/found.ts";
import type { TextLimits } from "../plugin/text/limits.ts";
import type { Rewrite } from "../plugin/text/walk.ts";
import { type AddonExports, type AddonScan, hookIndex, type TextAddonEngine } from "./abi.ts";

const INPUT_HEADER = 3;
const OUTPUT_HEADER = 2;
const EDIT = 4;
const FIRST_SLOTS = 256;

/** The decision that an addon does not spell out. */
const MASK: Decision = Object.freeze({ mask: true });

/** V8 answers this without looking at the text when it is held in one byte a unit. */
const WIDE = /[\u0100-\uffff]/;

/** A text engine whose finding and deciding is done by an addon: all texts of a payload in one call. */
export class NativeTextEngine implements TextEngine {
  readonly limits: TextLimits;
  readonly fields: FieldFilter | undefined;
  readonly shortest: number;
  readonly #engine: TextAddonEngine;
  #exchange = new Uint32Array(FIRST_SLOTS);
  #lastJson = "";
  #lastDecision: Decision = MASK;

  /** @param config the plugin's config, parsed and defaulted by its schema. */
  constructor(addon: AddonExports<TextAddonEngine>, config: unknown, { slug, salt }: Host) {
    this.#engine = addon.create(JSON.stringify(config), JSON.stringify({ slug, salt }), this.#exchange);
    const limits = JSON.parse(this.#engine.limits) as TextLimits;
    this.limits = limits;
    const { fields, shortest } = this.#engine;
    this.shortest = shortest;
    this.fields = fields === undefined ? undefined : (JSON.parse(fields) as FieldFilter);
  }

  scan(hook: HookName, texts: readonly string[]): TextVerdict | undefined {
    return this.#ask(this.#engine.scan, hook, texts);
  }

  join(others: readonly TextEngine[]): JoinedScan | undefined {
    const engines: TextAddonEngine[] = [];
    for (const other of others) {
      if (!(other instanceof NativeTextEngine)) return undefined;
      engines.push(other.#engine);
    }
    const scan = this.#engine.join(engines);
    return { scan: (hook, texts) => this.#ask(scan, hook, texts), quiet: () => this.#exchange[0] ?? 0 };
  }

  find(text: string): readonly Finding[] {
    return JSON.parse(this.#engine.find(this.#hand("tool_pre_invoke", [text]))) as Finding[];
  }

  #ask(scan: AddonScan, hook: HookName, texts: readonly string[]): TextVerdict | undefined {
    let answer = scan(this.#hand(hook, texts));
    if (answer === undefined) return undefined;
    if (typeof answer === "number") {
      this.#grow(answer);
      answer = this.#engine.take() as string;
    }
    return this.#decode(answer, texts);
  }

  /** Puts the numbers of a call into the exchange, and returns the one string that goes with them. */
  #hand(hook: HookName, texts: readonly string[]): string {
    const joined = texts.length === 1 ? (texts[0] ?? "") : texts.join("");
    if (texts.length + INPUT_HEADER > this.#exchange.length) this.#grow(texts.length + INPUT_HEADER);
    const exchange = this.#exchange;
    exchange[0] = hookIndex(hook);
    exchange[1] = WIDE.test(joined) ? 1 : 0;
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

  /** Decisions repeat: the last one is kept, frozen. */
  #parseDecision(json: string): Decision {
    if (json !== this.#lastJson) {
      this.#lastDecision = deepFreeze(JSON.parse(json) as Decision);
      this.#lastJson = json;
    }
    return this.#lastDecision;
  }

  #decode(answer: string, texts: readonly string[]): TextVerdict {
    const [edits = 0, units = 0] = this.#exchange;
    const decision = answer.length === units ? MASK : this.#parseDecision(answer.slice(units));
    const rewrites: Rewrite[] = [];
    let slot = OUTPUT_HEADER;
    const last = OUTPUT_HEADER + edits * EDIT;
    let from = 0;
    while (slot < last) {
      const index = this.#exchange[slot] ?? 0;
      const text = texts[index] ?? "";
      let value = "";
      let copied = 0;
      for (; slot < last && this.#exchange[slot] === index; slot += EDIT) {
        const to = from + (this.#exchange[slot + 3] ?? 0);
        value += text.slice(copied, this.#exchange[slot + 1]) + answer.slice(from, to);
        copied = this.#exchange[slot + 2] ?? 0;
        from = to;
      }
      rewrites.push({ text: index, value: value + text.slice(copied) });
    }
    return { decision, rewrites };
  }
}
