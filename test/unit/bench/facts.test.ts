import { describe, expect, it } from "vitest";
import { factsOf } from "../../../src/bench/facts.ts";
import type { Scenario } from "../../../src/bench/scenario.ts";
import { scenario } from "./fake.ts";

const one = scenario("one", 10, 3);

describe("the digest of a scenario", () => {
  it("is that of the calls, whatever the scenario is called", () => {
    expect(factsOf({ ...one, name: "another" }).digest).toBe(factsOf(one).digest);
  });

  it.each<[string, Partial<Scenario>]>([
    ["hook", { hook: "tool_post_invoke" }],
    ["config", { config: { block: true } }],
    ["payloads", { payloads: one.payloads.slice(1) }],
  ])("is another when the %s is another", (_, change) => {
    expect(factsOf({ ...one, ...change }).digest).not.toBe(factsOf(one).digest);
  });
});
