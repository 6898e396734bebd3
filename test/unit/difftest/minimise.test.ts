import { describe, expect, test } from "vitest";
import type { Case } from "../../../src/difftest/case.ts";
import { minimiseCase } from "../../../src/difftest/minimise.ts";
import { stringsIn } from "../../../src/difftest/data.ts";

const big: Case = {
  hook: "tool_pre_invoke",
  traced: true,
  payload: {
    name: "search",
    args: { q: "some words, then é#123 and more", list: [1, [{ deep: { deeper: "x" } }], true] },
  },
  config: { a: true, b: ["one", "two", "three"], c: 5 },
  before: [1, 2, 3, 4, 5].map((n) => ({ hook: "tool_pre_invoke", traced: false, payload: { args: { n } } })),
};

const minimal = { hook: "tool_pre_invoke", traced: false, payload: {}, config: {}, before: [] };

describe("minimiseCase", () => {
  test.each<[string, (candidate: Case) => boolean, object]>([
    ["everything away when everything fails", () => true, minimal],
    [
      "a text to the characters that count",
      ({ payload }) => stringsIn(payload, 99).some((text) => text.includes("#1")),
      {
        ...minimal,
        payload: { q: "#1" },
      },
    ],
    [
      "characters to plain ones",
      ({ payload }) => stringsIn(payload, 99).some((text) => text.length >= 3),
      {
        ...minimal,
        payload: { q: "aaa" },
      },
    ],
    ["nesting away", ({ payload }) => stringsIn(payload, 99).includes("x"), { ...minimal, payload: { deeper: "x" } }],
    [
      "a config to the option that counts, and that to its smallest value",
      ({ config }) => (config["b"] as string[] | undefined)?.includes("two") === true,
      {
        ...minimal,
        config: { b: ["two"] },
      },
    ],
    [
      "calls before to the one that counts",
      ({ before }) => before.some(({ payload }) => JSON.stringify(payload).includes("4")),
      {
        ...minimal,
        before: [{ hook: "tool_pre_invoke", traced: false, payload: { n: 4 } }],
      },
    ],
    ["no trace id away that counts", ({ traced }) => traced, { ...minimal, traced: true }],
    ["nothing when nothing smaller fails", (candidate) => candidate === big, big],
  ])("takes %s", async (_, fails, expected) => {
    expect(await minimiseCase(big, async (candidate) => fails(candidate))).toEqual(expected);
  });
});
