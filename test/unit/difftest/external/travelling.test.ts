import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Call } from "../../../../src/difftest/case.ts";
import { asJson, travelling, travels } from "../../../../src/difftest/external/travelling.ts";
import { GroupGenerator } from "../../../../src/difftest/generate/group.ts";
import { firstDifference } from "../../../../src/difftest/value-diff.ts";
import { HOOKS } from "../../../../src/plugin/hooks.ts";
import { ticketsTarget } from "../tickets.ts";

describe("asJson", () => {
  it.each([
    [{ a: undefined, b: [undefined, NaN, Infinity, -0] }, { b: [null, null, null, 0] }],
    ["a\ud800b", "a\ufffdb"],
    [{ "\udc00": 1 }, { "\ufffd": 1 }],
    [undefined, null],
    [
      { text: "é", deep: [[{ ok: true }]] },
      { text: "é", deep: [[{ ok: true }]] },
    ],
  ])("makes of %j what arrives", (value, expected) => {
    expect(asJson(value)).toStrictEqual(expected);
  });

  it("keeps what JSON can hold, to the last key", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), (value) => {
        const arrived: unknown = JSON.parse(JSON.stringify(value));
        expect(firstDifference(asJson(arrived), arrived)).toBeUndefined();
      }),
      { numRuns: 100 },
    );
  });

  it("has nothing for what is no data at all", () => {
    expect([10n, Symbol.iterator, () => 1].map(asJson)).toEqual([null, null, null]);
  });

  it("keeps a key that JavaScript has another meaning for", () => {
    expect(Object.keys(asJson(JSON.parse('{"__proto__": 1}')) as object)).toEqual(["__proto__"]);
  });
});

describe("travelling", () => {
  const call = (payload: unknown, traced = false) => ({ hook: "tool_pre_invoke", payload, traced }) as const;

  it.each([
    [
      { name: "t", args: { q: "a" } },
      { name: "t", args: { q: "a" } },
    ],
    [
      { name: 5, args: "a", extra: 1 },
      { name: "x", args: {} },
    ],
    [
      { args: {}, headers: { a: 1 } },
      { name: "x", args: {}, headers: {} },
    ],
    [["no payload"], { name: "x" }],
  ])("gives %j the fields of its hook's model", (payload, expected) => {
    expect(travelling(call(payload, true))).toEqual(call(expected));
  });

  it("has nothing left to do where it has been", () => {
    fc.assert(
      fc.property(fc.constantFrom(...HOOKS), fc.object(), (hook, payload) => {
        const once = travelling({ hook, payload, traced: true });
        expect(travels(once)).toBe(true);
        expect(travelling(once)).toEqual(once);
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    [true, call({ name: "t", args: { q: "a" } })],
    [false, call({ name: "t", args: { q: "a" } }, true)],
    [false, call({ name: "t", args: { q: -0 } })],
    [false, call({ name: "t", args: { q: undefined } })],
    [false, call({ name: null })],
  ])("says (%s) whether a call arrives as it is", (arrives, each) => {
    expect(travels(each)).toBe(arrives);
  });
});

describe("generated calls", () => {
  const callsOf = (target: ReturnType<typeof ticketsTarget>) =>
    Array.from({ length: 8 }, (_, number) => new GroupGenerator(target, 3).group(number)).flatMap(({ calls }) =>
      calls.map(({ value }) => value),
    );

  it("have nothing that JSON can't say, for an implementation that is handed JSON", () => {
    const calls = callsOf({ ...ticketsTarget(), asJson: true });
    const isJson = ({ payload }: Call): boolean => firstDifference(payload, asJson(payload)) === undefined;
    expect(calls.every(isJson)).toBe(true);
    // Without the wish, some have.
    expect(callsOf(ticketsTarget()).every(isJson)).toBe(false);
  });

  it("all reach an external implementation, under the configs of its servers in turns", () => {
    const served = [{ block: true }, { label: "[X]" }];
    const target = { ...ticketsTarget(), served };
    for (const call of callsOf(target)) expect(travels(call)).toBe(true);
    const generator = new GroupGenerator(target, 3);
    expect([0, 1, 2].map((number) => generator.group(number).config.value)).toEqual([served[0], served[1], served[0]]);
  });
});
