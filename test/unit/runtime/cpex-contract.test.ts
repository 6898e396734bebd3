import { describe, expect, it } from "vitest";
import { HOOKS, type HookName } from "../../../src/plugin/hooks.ts";
import { ALLOW } from "../../../src/plugin/result.ts";
import { type HookPolicy, type ObservabilityProvider, readSettings, withTrace } from "../../../src/runtime/index.ts";
import { ON_ERROR, PLUGIN_MODES, pluginConfig } from "../../../src/runtime/config/plugin-config.ts";
import { denial, globalContext, managerOf, modify, payload } from "./manager/fixture.ts";

// What the gateway relied on when it moved to CPEX, line by line.
describe("the contract of the move to CPEX", () => {
  it("a manager takes policies for hooks, made of writable fields", async () => {
    const policy: HookPolicy = { writable_fields: ["args"] };
    const invoke = () => modify({ name: "other", args: { q: 2 } });
    const manager = await managerOf({ p: { invoke } }, { hookPolicies: { tool_pre_invoke: policy } });
    const { result } = await manager.invokeHook("tool_pre_invoke", payload(), globalContext());
    expect(result.modified_payload).toEqual({ name: "tool", args: { q: 2 } });
  });

  it("without a policy, the default allows or denies a change", async () => {
    const invoke = () => modify({ name: "other", args: {} });
    const changed = async (defaultHookPolicy: "allow" | "deny") => {
      const manager = await managerOf({ p: { invoke } }, { defaultHookPolicy });
      return (await manager.invokeHook("tool_pre_invoke", payload(), globalContext())).result.modified_payload;
    };
    expect(await changed("allow")).toEqual({ name: "other", args: {} });
    expect(await changed("deny")).toBeUndefined();
  });

  it("payloads are frozen", async () => {
    let seen: unknown;
    const manager = await managerOf({ p: { invoke: (_hook, given) => ((seen = given), ALLOW) } });
    await manager.invokeHook("tool_pre_invoke", payload(), globalContext());
    const { args } = seen as { readonly args: { readonly nested: object } };
    expect([seen, args, args.nested].map((part) => Object.isFrozen(part))).toEqual([true, true, true]);
  });

  it.each([
    ["sequential", false, true],
    ["transform", true, true],
    ["audit", true, false],
    ["concurrent", false, false],
    ["fire_and_forget", true, false],
  ] as const)("mode %s: a denial lets the call go on: %s, a change counts: %s", async (mode, goesOn, changes) => {
    const answer = async (invoke: () => ReturnType<typeof modify>) => {
      const manager = await managerOf({ p: { invoke, config: { mode } } });
      const { result } = await manager.invokeHook("tool_pre_invoke", payload(), globalContext());
      await result.waitForBackgroundTasks();
      return result;
    };
    expect((await answer(() => denial)).continue_processing).toBe(goesOn);
    const { modified_payload } = await answer(() => modify({ name: "other", args: {} }));
    expect(modified_payload !== undefined).toBe(changes);
  });

  it("mode disabled does not run, and there is no seventh mode", async () => {
    const manager = await managerOf({ p: { invoke: () => denial, config: { mode: "disabled" } } });
    expect(manager.hasHooksFor("tool_pre_invoke")).toBe(false);
    expect(PLUGIN_MODES).toHaveLength(6);
  });

  it.each([
    ["fail", "rejects", []],
    ["ignore", "goes on", []],
    ["disable", "goes on", ["p"]],
  ] as const)("on_error %s: the call %s", async (on_error, outcome, disabled) => {
    const invoke = () => Promise.reject(new Error("broken"));
    const manager = await managerOf({ p: { invoke, config: { on_error } } });
    const called = manager.invokeHook("tool_pre_invoke", payload(), globalContext()).then(
      ({ result }) => (result.continue_processing ? "goes on" : "denied"),
      () => "rejects",
    );
    expect(await called).toBe(outcome);
    expect([...manager.runtimeDisabled]).toEqual(disabled);
    expect(ON_ERROR).toContain(on_error);
  });

  it("old modes are read as the new ones", () => {
    const read = (mode: string) => pluginConfig.parse({ name: "p", kind: "k", mode });
    expect(read("enforce")).toMatchObject({ mode: "sequential", on_error: "fail" });
    expect(read("permissive")).toMatchObject({ mode: "transform", on_error: "fail" });
    expect(read("enforce_ignore_error")).toMatchObject({ mode: "sequential", on_error: "ignore" });
    expect(read("disabled")).toMatchObject({ mode: "disabled" });
  });

  it("a provider of spans is told of a traced call", async () => {
    const started: string[] = [];
    const observability: ObservabilityProvider = {
      startSpan: ({ name }) => {
        started.push(name);
        return `span-${started.length}`;
      },
      endSpan: () => {},
    };
    const manager = await managerOf({ p: {} }, { observability });
    await withTrace("trace", () => manager.invokeHook("tool_pre_invoke", payload(), globalContext()));
    expect(started.length).toBeGreaterThan(0);
  });

  it.each(HOOKS.map((hook): [HookName] => [hook]))(
    "a payload of %s goes through JSON and back unchanged",
    async (hook) => {
      const given = {
        name: "x",
        args: { list: [1, null, "é\u{1f600}"] },
        uri: "a://b",
        metadata: { deep: { n: -0.5 } },
      };
      let seen: unknown;
      const invoke = (_hook: HookName, got: unknown) => ((seen = JSON.parse(JSON.stringify(got))), ALLOW);
      const manager = await managerOf({ p: { invoke, config: { hooks: [hook] } } });
      await manager.invokeHook(hook, structuredClone(given) as never, globalContext());
      expect(seen).toEqual(given);
    },
  );

  it("settings are read from PLUGINS_ variables, in any case of letters", () => {
    const env = { PLUGINS_PLUGIN_TIMEOUT: "5", plugins_default_hook_policy: "deny", PLUGINS_EXECUTION_POOL: "0" };
    expect(readSettings(env)).toMatchObject({ plugin_timeout: 5, default_hook_policy: "deny", execution_pool: 0 });
  });
});
