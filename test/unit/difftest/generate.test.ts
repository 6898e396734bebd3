import { describe, expect, test } from "vitest";
import { configArbitrary, configOptions } from "../../../src/difftest/generate/config.ts";
import { GroupGenerator } from "../../../src/difftest/generate/group.ts";
import { patternArbitrary } from "../../../src/difftest/generate/pattern.ts";
import { payloadArbitrary } from "../../../src/difftest/generate/payload.ts";
import { randomOf } from "../../../src/difftest/generate/random.ts";
import { Schedule } from "../../../src/difftest/generate/schedule.ts";
import { generate } from "../../../src/difftest/generate/stream.ts";
import { textArbitrary } from "../../../src/difftest/generate/text.ts";
import { vocabularyOf } from "../../../src/difftest/generate/vocabulary.ts";
import { stringsIn } from "../../../src/difftest/data.ts";
import { encode } from "../../../src/difftest/encoding.ts";
import { HOOKS, z } from "../../../src/plugin/index.ts";
import { ticketsTarget } from "./tickets.ts";

const words = { vocabulary: ["AB-12", "word"], favourites: [] };

function values<T>(arbitrary: Parameters<typeof generate<T>>[0], count = 400, seed = 1): T[] {
  return generate(arbitrary, seed, count).map(({ value }) => value);
}

describe("GroupGenerator", () => {
  const groups = (seed: number): string =>
    JSON.stringify(
      Array.from({ length: 30 }, (_, number) => {
        const { options, config, calls } = new GroupGenerator(ticketsTarget(), seed).group(number);
        return [options, encode(config.value), calls.map(({ value }) => encode(value))];
      }),
    );

  test("makes the same groups from the same seed, and others from another", () => {
    expect(groups(5)).toBe(groups(5));
    expect(groups(5)).not.toBe(groups(6));
  });

  test("puts the words of a config into its payloads", () => {
    const target = { ...ticketsTarget(), configSchema: z.toJSONSchema(z.object({ deny: z.enum(["zebra"]) })) };
    const { config, calls } = new GroupGenerator(target, 1).group(0);
    expect(config.value).toEqual({ deny: "zebra" });
    expect(
      stringsIn(
        calls.map(({ value }) => value.payload),
        1000,
      ).some((text) => text.includes("zebra")),
    ).toBe(true);
  });
});

describe("generate", () => {
  test("gives values that shrink as fast-check shrinks them", () => {
    const long = generate(textArbitrary(words), 1, 50).find(({ value }) => value.length > 10);
    expect([...(long?.shrink() ?? [])].some(({ value }) => value.length < (long?.value.length ?? 0))).toBe(true);
  });
});

describe("textArbitrary", () => {
  const texts = values(textArbitrary(words), 2000);

  test.each<[string, (text: string) => boolean]>([
    ["whole words", (text) => text.includes("AB-12")],
    ["near-misses", (text) => /AB-1(?!2)|A-12|ab-12|BA-12|AB-1212/.test(text)],
    ["near-misses with another character of the same class", (text) => /AB-13|AB-22|BB-12|AC-12/.test(text)],
    ["near-misses with one more character of the same class", (text) => /AB-112|AB-122|AAB-12|ABB-12/.test(text)],
    ["the empty text", (text) => text === ""],
    ["lone surrogates", (text) => !text.isWellFormed()],
    ["characters beyond the BMP", (text) => /[\u{10000}-\u{10ffff}]/u.test(text)],
    ["what folds to ASCII", (text) => /[\u017f\u212a]/.test(text)],
    ["white space that is not ASCII", (text) => text.includes("\u00a0")],
    ["a NUL", (text) => text.includes("\0")],
    ["long runs", (text) => text.length > 1000],
    ["ASCII alone, beside a word", (text) => /^[ -~]+$/.test(text) && text.includes("word")],
  ])("makes %s", (_, matches) => {
    expect(texts.some(matches)).toBe(true);
  });
});

describe("payloadArbitrary", () => {
  test.each(HOOKS)("makes payloads of %s that can be stored, most of them objects", (hook) => {
    const payloads = values(payloadArbitrary(hook, { words, looksAt: {}, samples: undefined }), 100);
    expect(payloads.filter((payload) => typeof payload === "object" && payload !== null).length).toBeGreaterThan(80);
    expect(() => payloads.map(encode)).not.toThrow();
  });

  test("puts texts where the plugin looks, and leaves that place out at times", () => {
    const looksAt = { prompt_post_fetch: "result.messages[].content.text" };
    const payloads = values(payloadArbitrary("prompt_post_fetch", { words, looksAt, samples: undefined }));
    type Shape = { result?: { messages?: { content?: { text?: unknown } }[] } } | null | undefined;
    const texts = payloads.map((payload) => {
      const messages = (payload as Shape)?.result?.messages;
      return Array.isArray(messages) ? messages[0]?.content?.text : undefined;
    });
    const found = texts.filter((text) => typeof text === "string").length;
    expect(found).toBeGreaterThan(payloads.length / 3);
    expect(found).toBeLessThan(payloads.length);
  });

  test("makes odd keys, deep nesting, long lists and what JSON can't hold", () => {
    const payloads = values(payloadArbitrary("tool_pre_invoke", { words, looksAt: {}, samples: undefined }), 3000);
    const shown = payloads.map((payload) => JSON.stringify(encode(payload)));
    for (const pattern of [/"__proto__":/, /"":/, /"10":/, /\[{40}/, /(?:,"[^"]*"){60}/, /"\$":"NaN"/, /"\$":"-0"/]) {
      expect(
        shown.some((json) => pattern.test(json)),
        String(pattern),
      ).toBe(true);
    }
  });

  test("takes some payloads from the plugin's samples", () => {
    const samples = { kinds: ["log"], vocabulary: [], sample: () => ({ sampled: true }) };
    const payloads = values(payloadArbitrary("tool_pre_invoke", { words, looksAt: {}, samples }), 100);
    expect(payloads).toContainEqual({ sampled: true });
  });

  test("says which sample could not be made", () => {
    const sample = (): never => {
      throw new Error("no such kind");
    };
    const samples = { kinds: ["log"], vocabulary: [], sample };
    const arbitrary = payloadArbitrary("tool_pre_invoke", { words, looksAt: {}, samples });
    expect(() => values(arbitrary, 100)).toThrow(
      /samples\.ts can't make a sample 'log' for tool_pre_invoke.*no such kind/,
    );
  });
});

describe("configOptions", () => {
  const schema = z.toJSONSchema(
    z.object({
      on: z.boolean().default(true),
      mode: z.enum(["a", "b"]).default("a"),
      limit: z.number().int().min(10).max(1000).default(500),
      ratio: z.number().optional(),
      text: z.string(),
      rules: z.array(z.object({ pattern: z.string(), mode: z.enum(["x"]).nullish() })).default([]),
      labels: z.record(z.string(), z.boolean()).optional(),
    }),
    { io: "input" },
  );
  const options = configOptions(schema, words.vocabulary);
  const of = (name: string): unknown[] => values(options.find((option) => option.name === name)!.values);

  test("are the keys of the schema, and know which are required", () => {
    expect(options.map(({ name }) => name)).toEqual(["on", "mode", "limit", "ratio", "text", "rules", "labels"]);
    expect(options.filter(({ required }) => required).map(({ name }) => name)).toEqual(["text"]);
  });

  test("never set a choice to its default", () => {
    expect(new Set(of("on"))).toEqual(new Set([false]));
    expect(new Set(of("mode"))).toEqual(new Set(["b"]));
  });

  test("come up by the number of their choices", () => {
    const weight = (name: string) => options.find((option) => option.name === name)?.weight;
    expect([weight("on"), weight("mode"), weight("limit")]).toEqual([1, 1, 2]);
    const strategies = z.toJSONSchema(z.object({ strategy: z.enum(["a", "b", "c", "d"]).default("a") }), {
      io: "input",
    });
    expect(configOptions(strategies, ["word"])[0]?.weight).toBe(3);
  });

  test("go to the bounds of a number, and one beyond", () => {
    expect(of("limit")).toEqual(expect.arrayContaining([9, 10, 11, 499, 501, 999, 1000, 1001]));
    expect(of("ratio").some((value) => !Number.isInteger(value))).toBe(true);
  });

  test("build lists and objects by their schemas", () => {
    const rules = of("rules").flat() as Record<string, unknown>[];
    expect(rules.every(({ pattern }) => typeof pattern === "string")).toBe(true);
    expect(new Set(rules.map(({ mode }) => mode))).toEqual(new Set([undefined, "x", null]));
    expect(of("labels").some((labels) => Object.values(labels as object).includes(true))).toBe(true);
  });

  test("are none where the schema has none", () => {
    expect(configOptions({}, words.vocabulary)).toEqual([]);
    expect(values(configArbitrary([]), 2)).toEqual([{}, {}]);
  });

  test("follow references, and end where a schema refers to itself", () => {
    const node: z.ZodType = z.lazy(() => z.object({ next: z.array(node) }));
    const recursive = configOptions(z.toJSONSchema(z.object({ tree: node })), words.vocabulary);
    expect(values(recursive[0]!.values, 50).every((tree) => typeof tree === "object")).toBe(true);
  });
});

describe("patternArbitrary", () => {
  test("makes regular expressions that compile", () => {
    for (const pattern of values(patternArbitrary(["a.b(c)", "4111 1111"])))
      expect(() => new RegExp(pattern)).not.toThrow();
  });
});

describe("vocabularyOf", () => {
  test("takes common words where the plugin has none, and the strings of the config's defaults", () => {
    const schema = { properties: { label: { default: "[X]" }, size: { default: 1 }, tags: { default: ["t", ""] } } };
    expect(vocabularyOf({ kinds: [], vocabulary: ["w"], sample: () => ({}) }, schema)).toEqual(["w", "[X]", "t"]);
    expect(vocabularyOf(undefined, {}).length).toBeGreaterThan(5);
  });
});

describe("Schedule", () => {
  const varied = (weights: readonly number[], seed: number, groups: number) => {
    const schedule = new Schedule(weights, seed);
    return Array.from({ length: groups }, (_, group) => schedule.at(group));
  };

  test("varies nothing in every fourth group, then every option, then every pair, then starts again", () => {
    const all = varied([1, 1, 1], 1, 16);
    expect(all.filter((_, group) => group % 4 === 0)).toEqual([[], [], [], []]);
    const others = all.filter((_, group) => group % 4 !== 0);
    expect(others.slice(0, 3).sort()).toEqual([[0], [1], [2]]);
    expect(others.slice(3, 6).sort()).toEqual([
      [0, 1],
      [0, 2],
      [1, 2],
    ]);
    expect(others.slice(6, 12)).toEqual(others.slice(0, 6));
  });

  test("takes an option as often as its weight says", () => {
    const others = varied([1, 3], 1, 9).filter((_, group) => group % 4 !== 0);
    expect(others.slice(0, 4).sort()).toEqual([[0], [1], [1], [1]]);
    expect(others.slice(4)).toEqual([
      [0, 1],
      [0, 1],
    ]);
  });

  test("takes another order for another seed", () => {
    const weights = [1, 1, 1, 1, 1, 1];
    expect(varied(weights, 1, 40)).toEqual(varied(weights, 1, 40));
    expect(varied(weights, 1, 40)).not.toEqual(varied(weights, 2, 40));
  });

  test("has only defaults where there are no options", () => {
    expect(varied([], 1, 3)).toEqual([[], [], []]);
  });
});

describe("randomOf", () => {
  test("gives the same numbers in [0, 1) for the same seed", () => {
    const draw = (seed: number): number[] => Array.from({ length: 1000 }, randomOf(seed));
    const numbers = draw(1);
    expect(numbers).toEqual(draw(1));
    expect(numbers).not.toEqual(draw(2));
    expect(numbers.every((number) => number >= 0 && number < 1)).toBe(true);
    expect(numbers.reduce((sum, number) => sum + number, 0) / numbers.length).toBeCloseTo(0.5, 1);
  });
});
