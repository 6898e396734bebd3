import { describe, expect, it } from "vitest";
import { ABI_VERSION, type AddonFacts } from "../../../src/addon/abi.ts";
import { findDisagreement } from "../../../src/addon/native-instance.ts";
import { definePlugin, defineTextPlugin, z } from "../../../src/plugin/index.ts";

const config = z.object({});
const text = defineTextPlugin({
  config,
  looksAt: { tool_pre_invoke: "args", tool_post_invoke: "result" },
  create: () => ({ find: () => {}, decide: () => ({}) }),
});
const value = definePlugin({ config, hooks: { tool_pre_invoke() {}, evaluate() {} } });

const common = { abi: ABI_VERSION, manifest: "", build: { abiCrate: "", target: "", profile: "", rustc: "" } };
const textFacts = (looksAt: Readonly<Record<string, string>>): AddonFacts => ({ ...common, kind: "text", looksAt });

describe("an addon and the TypeScript beside it", () => {
  it("fit when they look at the same, in whatever order they say it", () => {
    const facts = textFacts({ tool_post_invoke: "result", tool_pre_invoke: "args" });
    expect(findDisagreement(facts, text)).toBeUndefined();
    expect(
      findDisagreement({ ...common, kind: "value", hooks: ["evaluate", "tool_pre_invoke"] }, value),
    ).toBeUndefined();
  });

  it.each([
    [
      "look at other parts of a payload",
      textFacts({ tool_pre_invoke: "name" }),
      text,
      "the addon looks at tool_pre_invoke: name, the TypeScript looks at tool_post_invoke: result, tool_pre_invoke: args",
    ],
    [
      "are on other hooks",
      { ...common, kind: "value" as const, hooks: ["evaluate" as const] },
      value,
      "the addon is on evaluate, the TypeScript is on evaluate, tool_pre_invoke",
    ],
    ["are of two kinds", textFacts({}), value, "the addon is a text plugin, the TypeScript a value plugin"],
  ])("do not when they %s", (_, facts, definition, message) => {
    expect(findDisagreement(facts, definition)).toBe(message);
  });
});
