import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type FieldScope, scopeOf } from "../../../src/plugin/text/fields.ts";
import { DEFAULT_LIMITS, LimitError } from "../../../src/plugin/text/limits.ts";
import { parseTextPath } from "../../../src/plugin/text/looks-at.ts";
import { collectTexts, type TextWalk } from "../../../src/plugin/text/walk.ts";

function collect(payload: unknown, path: string, limits = DEFAULT_LIMITS): TextWalk | undefined {
  return collectTexts(payload, parseTextPath(path), limits);
}

describe("collecting", () => {
  it.each([
    ["walks objects and lists in order", { args: { a: "1", b: ["2", { c: "3" }], d: 4 } }, "args", ["1", "2", "3"]],
    ["takes a string at the root", { result: "1" }, "result", ["1"]],
    ["does not scan keys", { args: { secret: 1 } }, "args", []],
    ["names one string by a longer path", { content: { text: "1", other: "2" } }, "content.text", ["1"]],
    [
      "names one string an item",
      { result: { messages: [{ content: { text: "1" } }, { content: 5 }, { content: { text: "2" } }] } },
      "result.messages[].content.text",
      ["1", "2"],
    ],
    ["passes over what is not a string at the end of a longer path", { content: { text: ["1"] } }, "content.text", []],
  ])("%s", (_title, payload, path, texts) => {
    expect(collect(payload, path)?.strings).toEqual(texts);
  });

  it.each([[null], ["text"]])("can't go into %j", (payload) => {
    expect(collect(payload, "args")).toBeUndefined();
  });

  it.each([[{}], [{ content: null }], [{ content: "text" }]])("can't follow a longer path in %j", (payload) => {
    expect(collect(payload, "content.text")).toBeUndefined();
  });

  it.each([[{}], [{ args: null }], [{ args: 5 }]])("finds no text in %j", (payload) => {
    expect(collect(payload, "args")?.strings).toEqual([]);
  });

  it("accepts a value at the depth limit and refuses one below it", () => {
    const limits = { ...DEFAULT_LIMITS, maxDepth: 2 };
    expect(collect({ args: { a: { b: "x" } } }, "args", limits)?.strings).toEqual(["x"]);
    expect(() => collect({ args: { a: { b: { c: 1 } } } }, "args", limits)).toThrow(
      "Nested data exceeds maximum depth of 2",
    );
  });

  it("ends in an error on a payload that contains itself", () => {
    const args: Record<string, unknown> = {};
    args["self"] = args;
    expect(() => collect({ args }, "args")).toThrow(LimitError);
  });

  it("counts a text's size in UTF-8 bytes", () => {
    const limits = { ...DEFAULT_LIMITS, maxTextBytes: 4 };
    expect(collect({ args: "éé" }, "args", limits)?.strings).toEqual(["éé"]);
    expect(() => collect({ args: "ééa" }, "args", limits)).toThrow("Input exceeds maximum supported size of 4 bytes");
  });

  it.each([
    ["list", [1, 2, 3]],
    ["mapping", { a: 1, b: 2, c: 3 }],
  ])("refuses a %s with too many items", (kind, args) => {
    expect(() => collect({ args }, "args", { ...DEFAULT_LIMITS, maxItems: 2 })).toThrow(
      `Nested ${kind} exceeds maximum size of 2 items`,
    );
  });

  it("keeps what came before a text that is too long, where a path names single strings", () => {
    const payload = { messages: ["ok", "too long", "late"] };
    const walk = collect({ result: payload }, "result.messages[]", { ...DEFAULT_LIMITS, maxTextBytes: 4 });
    expect(walk?.strings).toEqual(["ok"]);
    expect(walk?.pendingError).toBeInstanceOf(LimitError);
  });
});

describe("rewriting", () => {
  it("copies only the way to the change", () => {
    const payload = { name: "t", args: { a: { x: "1" }, b: { y: "2" } } };
    const copy = collect(payload, "args")?.rewrite([{ text: 1, value: "new" }]) as typeof payload;
    expect(copy).toEqual({ name: "t", args: { a: { x: "1" }, b: { y: "new" } } });
    expect(copy.args.a).toBe(payload.args.a);
    expect(payload.args.b.y).toBe("2");
  });

  it("works on a frozen payload", () => {
    const payload = Object.freeze({ args: Object.freeze(["1"]) });
    expect(collect(payload, "args")?.rewrite([{ text: 0, value: "2" }])).toEqual({ args: ["2"] });
  });

  it("writes a key named __proto__ as a key", () => {
    const payload = JSON.parse('{"args":{"__proto__":{"x":"1"}}}') as unknown;
    const copy = collect(payload, "args")?.rewrite([{ text: 0, value: "2" }]);
    expect(JSON.stringify(copy)).toBe('{"args":{"__proto__":{"x":"2"}}}');
    expect(({} as Record<string, unknown>)["x"]).toBeUndefined();
  });

  it("never changes the payload, and gives it back when every text is rewritten to itself", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        const payload = { args: value };
        const before = JSON.stringify(payload);
        const walk = collect(payload, "args");
        if (walk === undefined) return;
        expect(walk.rewrite(walk.strings.map((text, index) => ({ text: index, value: text })))).toBe(payload);
        walk.rewrite(walk.strings.map((_, index) => ({ text: index, value: "changed" })));
        expect(JSON.stringify(payload)).toBe(before);
      }),
    );
  });
});

describe("any payload, any of its texts and any fields", () => {
  const keys = fc.constantFrom("a", "b", "c", "__proto__");
  const values = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 5 },
      fc.constantFrom("", "x", "y", 1, null, true),
      fc.array(tie("value"), { maxLength: 4 }),
      fc.array(fc.tuple(keys, tie("value")), { maxLength: 4 }).map((entries) => Object.fromEntries(entries)),
    ),
  })).value;
  const paths = fc.array(fc.constantFrom("a", "b", "a.b", "a.b.c", "b.a", "__proto__"), { maxLength: 2 });

  it("has the texts that a plain walk has, and their places", () => {
    fc.assert(
      fc.property(values, paths, paths, fc.infiniteStream(fc.boolean()), (args, allow, deny, coins) => {
        const scope = scopeOf({ allow, deny });
        // A value that is a string itself is always looked at.
        const inside = typeof args === "string" ? undefined : scope;
        const texts: string[] = [];
        mapTexts(args, inside, (text) => (texts.push(text), text));
        const chosen = texts.map(() => coins.next().value === true);
        const payload = { name: "t", args };
        const walk = collectTexts(payload, parseTextPath("args"), DEFAULT_LIMITS, scope);
        expect(walk?.strings).toEqual(texts);

        let index = 0;
        const expected = mapTexts(args, inside, (text) => (chosen[index++] === true ? `${text}!` : text));
        const rewrites = texts.flatMap((text, at) => (chosen[at] === true ? [{ text: at, value: `${text}!` }] : []));
        const after = walk?.rewrite(rewrites) as typeof payload;
        expect(JSON.stringify(after)).toBe(JSON.stringify({ name: "t", args: expected }));
        expectShared(args, after.args);
      }),
      { numRuns: 500 },
    );
  });

  /** The whole of what a walk in depth does, without limits and without sharing. */
  function mapTexts(value: unknown, scope: FieldScope | undefined, map: (text: string) => string): unknown {
    if (typeof value === "string") return value === "" || scope?.scans === false ? value : map(value);
    if (Array.isArray(value)) return value.map((item) => mapTexts(item, scope, map));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => {
        const below = scope?.enter(key);
        return [key, scope !== undefined && below === undefined ? item : mapTexts(item, below, map)];
      }),
    );
  }

  /** What is equal is the same object. */
  function expectShared(before: unknown, after: unknown): void {
    if (typeof before !== "object" || before === null || typeof after !== "object" || after === null) return;
    if (JSON.stringify(before) === JSON.stringify(after)) return expect(after).toBe(before);
    const inside = after as Record<string, unknown>;
    for (const [key, item] of Object.entries(before)) expectShared(item, inside[key]);
  }
});

describe("paths", () => {
  it.each(["", ".", "a..b", "a[0]", "a b", "a[]b"])("refuses '%s'", (path) => {
    expect(() => parseTextPath(path)).toThrow("is not a path");
  });
});
