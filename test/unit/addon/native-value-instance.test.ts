import { describe, expect, it } from "vitest";
import type { AddonExports, ValueAddonEngine } from "../../../src/addon/abi.ts";
import { createNativeValueInstance } from "../../../src/addon/native-value-instance.ts";
import { createContext } from "../../../src/plugin/context.ts";
import { HOOKS } from "../../../src/plugin/hooks.ts";
import { PluginError } from "../../../src/plugin/plugin-error.ts";
import { ALLOW } from "../../../src/plugin/result.ts";

const host = { slug: "guard", salt: "s", log: () => {} };
const context = createContext("r1");

/** An instance whose addon answers every call with the same text. */
function instance(answer: string | undefined, seen: unknown[] = []) {
  const engine: ValueAddonEngine = {
    invoke: (hook, payload, given) => {
      seen.push([HOOKS[hook], payload, JSON.parse(given)]);
      return answer;
    },
  };
  const create = (config: string, told: string): ValueAddonEngine => {
    seen.push([JSON.parse(config), JSON.parse(told)]);
    return engine;
  };
  const addon: AddonExports<ValueAddonEngine> = { mcppluginsAbi: 2, describe: () => "", create };
  return createNativeValueInstance(addon, ["tool_pre_invoke"], { max: 1 }, host);
}

describe("an instance of a value plugin in an addon", () => {
  it("hands over config and host once, and payload and context at every call", () => {
    const seen: unknown[] = [];
    instance(undefined, seen).invoke("tool_pre_invoke", { name: "t", args: { a: [1, "é"] } }, context);
    expect(seen).toEqual([
      [{ max: 1 }, { slug: "guard", salt: "s" }],
      ["tool_pre_invoke", '{"name":"t","args":{"a":[1,"é"]}}', context],
    ]);
  });

  it("returns the one frozen result when there is nothing to say", () => {
    expect(instance(undefined).invoke("tool_pre_invoke", {}, context)).toBe(ALLOW);
  });

  it.each([
    ['{"modify":{"name":"x"}}', { continue_processing: true, modified_payload: { name: "x" }, metadata: {} }],
    [
      '{"deny":{"reason":"r","description":"d","code":"C"},"metadata":{"n":1}}',
      {
        continue_processing: false,
        violation: { reason: "r", description: "d", code: "C" },
        metadata: { n: 1 },
      },
    ],
  ])("makes a result of %s", (answer, result) => {
    expect(instance(answer).invoke("tool_pre_invoke", {}, context)).toEqual(result);
  });

  it("throws the plugin's error under its slug", () => {
    const answer = '{"error":{"message":"no","code":"E1","details":{"n":1}}}';
    const error = { message: "no", code: "E1", details: { n: 1 }, plugin_name: "guard", mcp_error_code: -32603 };
    expect(() => instance(answer).invoke("tool_pre_invoke", {}, context)).toThrow(
      expect.objectContaining({ constructor: PluginError, error }),
    );
  });

  it.each(["5", "null", '{"allow":true}', '{"deny":{"reason":"r"}}', "no JSON"])(
    "throws for an answer that is no outcome: %s",
    (answer) => {
      expect(() => instance(answer).invoke("tool_pre_invoke", {}, context)).toThrow();
    },
  );

  it("throws for a hook that the plugin does not have", () => {
    expect(() => instance(undefined).invoke("evaluate", {}, context)).toThrow("plugin 'guard' has no hook 'evaluate'");
  });

  it.each([
    ["\ud800", "\ufffd"],
    ["a\udfff\ud800", "a\ufffd\ufffd"],
    ["a\\ud800 \\\\\udc00", "a\\ud800 \\\\\ufffd"],
    ["\ud83d\ude00", "\ud83d\ude00"],
  ])("replaces half of a surrogate pair, which Rust can't hold: %j", (text, expected) => {
    const seen: unknown[] = [];
    instance(undefined, seen).invoke("tool_pre_invoke", { [text]: text }, context);
    const [, payload] = seen[1] as [string, string];
    expect(JSON.parse(payload)).toEqual({ [expected]: expected });
  });
});
