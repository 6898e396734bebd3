import * as fc from "fast-check";
import type { Call } from "../case.ts";
import { type Data, stringsIn } from "../data.ts";
import type { Target } from "../target.ts";
import { configArbitrary, type ConfigOption, configOptions } from "./config.ts";
import { payloadArbitrary } from "./payload.ts";
import { derivedSeed } from "./random.ts";
import { Schedule } from "./schedule.ts";
import { type Generated, generate } from "./stream.ts";
import type { Words } from "./text.ts";
import { vocabularyOf } from "./vocabulary.ts";

/** How many calls one pair of instances gets: enough for state to show, few enough for many configs. */
const CALLS = 16;
/** How many of a config's strings come up in its payloads. */
const FAVOURITES = 8;

/** A config, and calls to make in a row on instances that have it. */
export interface Group {
  /** The options that it varies. */
  readonly options: readonly string[];
  readonly config: Generated<Data>;
  readonly calls: readonly Generated<Call>[];
}

/** Generates groups of calls; the same seed gives the same groups. */
export class GroupGenerator {
  readonly options: readonly ConfigOption[];
  readonly #target: Target;
  readonly #vocabulary: readonly string[];
  readonly #call: fc.Arbitrary<Call>;
  readonly #schedule: Schedule;
  readonly #seed: number;

  constructor(target: Target, seed: number) {
    const vocabulary = vocabularyOf(target.samples, target.configSchema);
    this.options = configOptions(target.configSchema, vocabulary);
    this.#target = target;
    this.#vocabulary = vocabulary;
    this.#call = callArbitrary(target, { vocabulary, favourites: [] });
    const weights = this.options.map(({ weight }) => weight);
    this.#schedule = new Schedule(weights, seed);
    this.#seed = seed;
  }

  /** The group with this number, counted from 0. */
  group(number: number): Group {
    const varied = this.#schedule.at(number);
    const options = this.options.filter(({ required }, index) => required || varied.includes(index));
    const [config] = generate(configArbitrary(options), derivedSeed(this.#seed, number * 2), 1);
    if (config === undefined) throw new Error("fast-check generated no config");
    const calls = generate(this.#callsFor(config.value), derivedSeed(this.#seed, number * 2 + 1), CALLS);
    return { options: options.map(({ name }) => name), config, calls };
  }

  /** What a config names is what its calls should hold. */
  #callsFor(config: Data): fc.Arbitrary<Call> {
    const favourites = stringsIn(config, FAVOURITES).filter((text) => text !== "");
    return favourites.length === 0
      ? this.#call
      : callArbitrary(this.#target, { vocabulary: this.#vocabulary, favourites });
  }
}

function callArbitrary({ hooks, looksAt = {}, samples }: Target, words: Words): fc.Arbitrary<Call> {
  const calls = hooks.map((hook) => {
    const payload = payloadArbitrary(hook, { words, looksAt, samples });
    return fc.tuple(payload, fc.boolean()).map(([each, traced]): Call => ({ hook, payload: each, traced }));
  });
  return fc.oneof(...calls);
}
