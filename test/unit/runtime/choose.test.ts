import { describe, expect, it } from "vitest";
import type { AddonOutcome } from "../../../src/addon/load-addon.ts";
import { choiceOfEnvironment, chooseImplementation } from "../../../src/runtime/choose.ts";
import type { Plugin } from "../../../src/runtime/open-plugin.ts";

const missing: AddonOutcome = { status: "unusable", problem: { code: "not-built", file: "p.node" } };
const loaded = { status: "loaded", addon: { file: "p.node" } } as AddonOutcome;

function plugin(native: AddonOutcome | undefined): Plugin {
  return { slug: "p", folder: "/plugins/p", native } as Plugin;
}

describe("choosing an implementation", () => {
  it("takes native when it loads", () => {
    expect(chooseImplementation(plugin(loaded), "auto")).toEqual({ implementation: "native", reason: "loaded p.node" });
  });

  it("falls back with the reason and the command that mends it", () => {
    expect(chooseImplementation(plugin(missing), "auto")).toEqual({
      implementation: "fallback",
      reason: "the addon is not built: there is no p.node",
      remedy: "mcpplugins build /plugins/p",
    });
  });

  it("has nothing to mend where there is no native side", () => {
    expect(chooseImplementation(plugin(undefined), "auto")).toEqual({
      implementation: "fallback",
      reason: "the plugin has no native side",
    });
  });

  it("obeys a choice of the fallback", () => {
    expect(chooseImplementation(plugin(loaded), "fallback").implementation).toBe("fallback");
  });

  it.each([missing, undefined])("never falls back when native was asked for", (native) => {
    expect(() => chooseImplementation(plugin(native), "native")).toThrow("plugin 'p' can't run natively");
  });
});

describe("MCPPLUGINS_IMPLEMENTATION", () => {
  it.each([
    [undefined, undefined],
    ["", undefined],
    ["native", "native"],
  ])("as %j means %j", (value, choice) => {
    expect(choiceOfEnvironment(value === undefined ? {} : { MCPPLUGINS_IMPLEMENTATION: value })).toBe(choice);
  });

  it("is refused when it is not a choice", () => {
    expect(() => choiceOfEnvironment({ MCPPLUGINS_IMPLEMENTATION: "rust" })).toThrow(
      "MCPPLUGINS_IMPLEMENTATION is 'rust'",
    );
  });
});
