import { describe, expect, it } from "vitest";
import { ALLOW, createContext } from "../../../src/plugin/index.ts";
import { createTextInstance, type TextVerdict } from "../../../src/plugin/text/bridge.ts";
import { DEFAULT_LIMITS } from "../../../src/plugin/text/limits.ts";

/** Calls an engine that finds nothing in less than four units, and returns the texts that it was asked about. */
function asked(payloads: readonly unknown[], verdict?: TextVerdict): (readonly string[])[] {
  const scans: (readonly string[])[] = [];
  const instance = createTextInstance({
    implementation: "native",
    looksAt: { tool_pre_invoke: "args" },
    host: { slug: "p", salt: "s", log: () => {} },
    engine: {
      limits: DEFAULT_LIMITS,
      shortest: 4,
      scan: (_, texts) => {
        scans.push(texts);
        return verdict;
      },
      find: () => [],
    },
  });
  for (const args of payloads) {
    expect(instance.invoke("tool_pre_invoke", { args }, createContext("r"))).toEqual(ALLOW);
  }
  return scans;
}

describe("a text instance", () => {
  it("asks its engine once whether a payload goes through in which there is nothing to find", () => {
    expect(asked([{}, ["abc"], { q: "" }, ["ab", "a"]])).toEqual([[]]);
  });

  it("asks about all texts as soon as one is long enough", () => {
    expect(asked([[], ["a", "abcd"]])).toEqual([[], ["a", "abcd"]]);
  });

  it("asks every time when the engine has something to say about nothing", () => {
    const verdict = { decision: { log: { level: "info", message: "nothing" } }, rewrites: [] } as const;
    expect(asked([["a"], ["b"]], verdict)).toEqual([["a"], ["b"]]);
  });
});
