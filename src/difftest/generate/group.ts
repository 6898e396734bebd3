import * as fc from "fast-check";
import type { Call, Case } from "../case.ts";
import { type Data, stringsIn } from "../data.ts";
import { asJson, travelling } from "../external/travelling.ts";
import type { Target } from "../target.ts";
import { configArbitrary, type ConfigOption, configOptions } from "./config.ts";
import { mutatedCallArbitrary } from "./mutate.ts";
import { payloadArbitrary } from "./payload.ts";
import { derivedSeed } from "./random.ts";
import { Schedule } from "./schedule.ts";
import { type Generated, generate } from "./stream.ts";
import { textArbitrary, type Words } from "./text.ts";
import { vocabularyOf } from "./vocabulary.ts";

/** How many calls one pair of instances gets: enough for state to show, few enough for many configs. */
export const CALLS = 48;
/** Every so many groups have the config of a known case, where there are any. */
const KNOWN_EVERY = 8;
/** How many of a config's strings come up in its payloads. */
const FAVOURITES = 8;

/** A config, and calls to make in a row on instances that have it. */
export interface Group {
  /** The options that it varies. */
  readonly options: readonly string[];
  readonly config: Generated<Data>;
  readonly calls: readonly Generated<Call>[];
}

/** Generates groups of calls; the same seed, with the same known cases, gives the same groups. */
export class GroupGenerator {
  readonly options: readonly ConfigOption[];
  readonly #target: Target;
  readonly #known: readonly Case[];
  readonly #vocabulary: readonly string[];
  readonly #call: fc.Arbitrary<Call>;
  readonly #schedule: Schedule;
  readonly #seed: number;

  /** @param known cases of the corpus and of recorded traffic, which are mutated. */
  constructor(target: Target, seed: number, known: readonly Case[] = []) {
    const vocabulary = vocabularyOf(target.samples, target.configSchema);
    this.options = configOptions(target.configSchema, vocabulary);
    this.#target = target;
    this.#known = known.filter(({ hook }) => target.hooks.includes(hook));
    this.#vocabulary = vocabulary;
    this.#call = callArbitrary(target, this.#known, { vocabulary, favourites: [] });
    const weights = this.options.map(({ weight }) => weight);
    this.#schedule = new Schedule(weights, seed);
    this.#seed = seed;
  }

  /** The group with this number, counted from 0. */
  group(number: number): Group {
    const options = this.#optionsOf(number);
    const [config] = generate(this.#configFor(number, options), derivedSeed(this.#seed, number * 2), 1);
    if (config === undefined) throw new Error("fast-check generated no config");
    const makeCalls = (): Generated<Call>[] =>
      generate(this.#callsFor(config.value), derivedSeed(this.#seed, number * 2 + 1), CALLS);
    let calls: readonly Generated<Call>[] | undefined;
    return {
      options: options.map(({ name }) => name),
      config,
      // A config that is refused needs none.
      get calls() {
        calls ??= makeCalls();
        return calls;
      },
    };
  }

  #optionsOf(number: number): readonly ConfigOption[] {
    if (this.#target.served !== undefined) return [];
    const varied = this.#schedule.at(number);
    return this.options.filter(({ required }, index) => required || varied.includes(index));
  }

  #configFor(number: number, options: readonly ConfigOption[]): fc.Arbitrary<Data> {
    const { served } = this.#target;
    if (served !== undefined) return fc.constant(served[number % served.length] ?? {});
    return this.#known.length > 0 && number % KNOWN_EVERY === KNOWN_EVERY - 1
      ? fc.constantFrom(...this.#known.map(({ config }) => config))
      : configArbitrary(options);
  }

  /** What a config names is what its calls should hold. */
  #callsFor(config: Data): fc.Arbitrary<Call> {
    const favourites = stringsIn(config, FAVOURITES).filter((text) => text !== "");
    return favourites.length === 0
      ? this.#call
      : callArbitrary(this.#target, this.#known, { vocabulary: this.#vocabulary, favourites });
  }
}

function callArbitrary(target: Target, known: readonly Call[], words: Words): fc.Arbitrary<Call> {
  const call = anyCallArbitrary(target, known, words);
  if (target.served !== undefined) return call.map(travelling);
  return target.asJson === true ? call.map((each) => ({ ...each, payload: asJson(each.payload) })) : call;
}

function anyCallArbitrary(
  { hooks, looksAt = {}, samples }: Target,
  known: readonly Call[],
  words: Words,
): fc.Arbitrary<Call> {
  const calls = hooks.map((hook) => {
    const payload = payloadArbitrary(hook, { words, looksAt, samples });
    return fc.tuple(payload, fc.boolean()).map(([each, traced]): Call => ({ hook, payload: each, traced }));
  });
  const generated = fc.oneof(...calls);
  if (known.length === 0) return generated;
  return fc.oneof(
    { weight: 5, arbitrary: generated },
    { weight: 1, arbitrary: mutatedCallArbitrary(known, textArbitrary(words)) },
  );
}
