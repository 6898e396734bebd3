import { describe, expect, it, vi } from "vitest";
import { PluginViolationError } from "../../../../src/plugin/plugin-error.ts";
import { ContextStore } from "../../../../src/runtime/manager/context-store.ts";
import type { PluginConfig } from "../../../../src/runtime/config/plugin-config.ts";
import { HookDeniedError } from "../../../../src/runtime/manager/errors.ts";
import { PluginManager } from "../../../../src/runtime/manager/manager.ts";
import { type SpanStart, withTrace } from "../../../../src/runtime/manager/observability.ts";
import {
  allow,
  configOf,
  denial,
  globalContext,
  type Invoke,
  managerOf,
  modify,
  payload,
  violation,
} from "./fixture.ts";

describe("loading", () => {
  it("is an error by default, and shuts down what was loaded", async () => {
    const shutdown = vi.fn();
    const instance = { implementation: "fallback", hooks: ["tool_pre_invoke"], invoke: allow, shutdown } as const;
    const load = async (config: PluginConfig) => {
      if (config.name === "bad") throw new Error("no such file");
      return { config, instance };
    };
    const created = PluginManager.create({ plugins: [configOf("good"), configOf("bad")], load });
    await expect(created).rejects.toThrow("Plugin initialization failed: bad - no such file");
    expect(shutdown).toHaveBeenCalledTimes(1);
  });

  it("leaves a plugin out with a warning when that is asked for", async () => {
    const log = vi.fn();
    const manager = await managerOf({ good: {}, bad: { instance: { hooks: [] } } }, { failOnPluginError: false, log });
    expect(manager.pluginCount).toBe(1);
    expect(manager.getPlugin("bad")).toBeUndefined();
    expect(log).toHaveBeenCalledWith({
      level: "warning",
      message: "plugin left out: bad - Plugin 'bad' has no hook: 'tool_pre_invoke'",
    });
  });

  it("puts a plugin on no hook at all when it lacks one, and shuts it down", async () => {
    const shutdown = vi.fn();
    const config = { hooks: ["tool_pre_invoke", "evaluate"] };
    const manager = await managerOf(
      { half: { config, instance: { hooks: ["tool_pre_invoke"], shutdown } } },
      { failOnPluginError: false },
    );
    expect(manager.hasHooksFor("tool_pre_invoke")).toBe(false);
    expect(shutdown).toHaveBeenCalledTimes(1);
  });

  it("runs a plugin under the config that loading it came to", async () => {
    const load = async (config: PluginConfig) => ({
      config: { ...config, hooks: ["tool_post_invoke"] },
      instance: { implementation: "external", hooks: ["tool_post_invoke"], invoke: allow } as const,
    });
    const manager = await PluginManager.create({ plugins: [configOf("a")], load });
    expect(manager.hasHooksFor("tool_pre_invoke")).toBe(false);
    expect(manager.hasHooksFor("tool_post_invoke")).toBe(true);
  });

  it("does not load disabled plugins", async () => {
    const load = vi.fn();
    const manager = await PluginManager.create({ plugins: [configOf("a", { mode: "disabled" })], load });
    expect(load).not.toHaveBeenCalled();
    expect(manager.pluginCount).toBe(0);
  });

  it("runs a plugin once on a hook that its config lists twice", async () => {
    const invoke = vi.fn<Invoke>(allow);
    const manager = await managerOf({ a: { invoke, config: { hooks: ["tool_pre_invoke", "tool_pre_invoke"] } } });
    await manager.invokeHook("tool_pre_invoke", payload(), globalContext());
    expect(invoke).toHaveBeenCalledTimes(1);
  });
});

describe("managers", () => {
  it("share nothing", async () => {
    const invoke: Invoke = () => Promise.reject(new Error("x"));
    const entry = { a: { invoke, config: { on_error: "disable" as const } } };
    const [one, other] = [await managerOf(entry), await managerOf(entry)];
    await one.invokeHook("tool_pre_invoke", payload(), globalContext());
    expect(one.runtimeDisabled.size).toBe(1);
    expect(other.runtimeDisabled.size).toBe(0);
  });

  it("say which hooks have plugins", async () => {
    const manager = await managerOf({ a: { config: { hooks: ["evaluate"] } } });
    expect(manager.hasHooksFor("evaluate")).toBe(true);
    expect(manager.hasHooksFor("tool_pre_invoke")).toBe(false);
  });

  it("shut plugins down in reverse, also after one that fails", async () => {
    const order: string[] = [];
    const shutdownOf = (name: string) => () => {
      order.push(name);
      if (name === "b") throw new Error("stuck");
    };
    const names = ["a", "b", "c"];
    const manager = await managerOf(
      Object.fromEntries(names.map((name) => [name, { instance: { shutdown: shutdownOf(name) } }])),
    );
    await manager.shutdown();
    expect(order).toEqual(["c", "b", "a"]);
    expect(manager.pluginCount).toBe(0);
  });
});

describe("a denial", () => {
  it("is a result, with the plugin's name on the violation", async () => {
    const manager = await managerOf({ a: { invoke: () => modify({ name: "x" }) }, b: { invoke: () => denial } });
    const { result } = await manager.invokeHook("tool_pre_invoke", payload(), globalContext());
    expect(result).toMatchObject({
      continue_processing: false,
      modified_payload: { name: "x" },
      violation: { ...violation, plugin_name: "b" },
    });
  });

  it("is an exception where the caller wants that", async () => {
    const manager = await managerOf({ a: { invoke: () => ({ ...denial, denial_metadata: { n: 1 } }) } });
    const call = manager.invokeHook("tool_pre_invoke", payload(), globalContext(), { violationsAsExceptions: true });
    await expect(call).rejects.toBeInstanceOf(HookDeniedError);
    await expect(call).rejects.toMatchObject({
      message: "tool_pre_invoke blocked by plugin a: NO - not allowed (long text)",
      executions: [{ plugin_name: "a", effective_allow: false }],
      denialOutcome: { violation_code: "NO", metadata: { n: 1 } },
    });
  });

  it("that a plugin throws is an exception anyway, and keeps its cause", async () => {
    const thrown = new PluginViolationError("thrown", violation);
    const manager = await managerOf({
      a: { invoke: () => Promise.reject(thrown), config: { mode: "audit", on_error: "ignore" } },
    });
    const call = manager.invokeHook("tool_pre_invoke", payload(), globalContext());
    await expect(call).rejects.toMatchObject({ message: "thrown", violation, cause: thrown, denialOutcome: undefined });
  });
});

describe("background plugins", () => {
  it("start after the caller has its result", async () => {
    const order: string[] = [];
    const invoke: Invoke = () => {
      order.push("background");
      return denial;
    };
    const manager = await managerOf({ a: { invoke, config: { mode: "fire_and_forget" } } });
    const { result } = await manager.invokeHook("tool_pre_invoke", payload(), globalContext());
    order.push("caller");
    expect(await result.waitForBackgroundTasks()).toEqual([]);
    expect(order).toEqual(["caller", "background"]);
  });
});

describe("contexts", () => {
  const count: Invoke = (_hook, _payload, { state }) => {
    state["calls"] = ((state["calls"] as number | undefined) ?? 0) + 1;
    return { continue_processing: true, metadata: { calls: state["calls"] } };
  };

  it("of racing requests don't mix in a store", async () => {
    const manager = await managerOf({
      a: { invoke: count, config: { hooks: ["tool_pre_invoke", "tool_post_invoke"] } },
    });
    const store = new ContextStore();
    const pre = async (id: string) =>
      store.keep(id, (await manager.invokeHook("tool_pre_invoke", payload(), globalContext(id))).contexts);
    const post = async (id: string) => {
      const contexts = store.get(id);
      return manager.invokeHook("tool_post_invoke", { name: "t" }, globalContext(id), { contexts });
    };
    await Promise.all([pre("one"), pre("two")]);
    const [one, two] = await Promise.all([post("one"), post("two")]);
    expect([one.result.metadata, two.result.metadata]).toEqual([{ calls: 2 }, { calls: 2 }]);
  });

  it("take a key named __proto__ for a key", async () => {
    const invoke: Invoke = () => ({ continue_processing: true, metadata: JSON.parse('{"__proto__":{"x":1}}') });
    const manager = await managerOf({ a: { invoke } });
    const { result } = await manager.invokeHook("tool_pre_invoke", payload(), globalContext());
    expect(Object.keys(result.metadata)).toEqual(["__proto__"]);
    expect("x" in result.metadata).toBe(false);
  });
});

describe("extensions", () => {
  it("are frozen, and filtered by capability", async () => {
    const invoke = vi.fn<Invoke>(allow);
    const manager = await managerOf({ a: { invoke, config: { capabilities: ["read_agent"] } } });
    const extensions = { agent: { session_id: "s" }, http: { headers: {} }, custom: { open: { n: 1 } } };
    await manager.invokeHook("tool_pre_invoke", payload(), globalContext(), { extensions });
    expect(invoke.mock.calls[0]?.[2].extensions).toEqual({ agent: { session_id: "s" }, custom: { open: { n: 1 } } });
    expect(Object.isFrozen(extensions.custom.open)).toBe(true);
  });
});

describe("spans", () => {
  function provider() {
    const log: unknown[] = [];
    const startSpan = ({ name, traceId }: SpanStart) => {
      log.push(["start", traceId, name]);
      return name;
    };
    const endSpan = (id: string, status: string) => log.push(["end", id, status]);
    return { log, startSpan, endSpan };
  }

  it("are made within a trace only", async () => {
    const observability = provider();
    const manager = await managerOf({ a: {} }, { observability });
    const call = () => manager.invokeHook("tool_pre_invoke", payload(), globalContext());
    await call();
    expect(observability.log).toEqual([]);
    await withTrace("t1", call);
    expect(observability.log).toEqual([
      ["start", "t1", "plugin.hook.invoke"],
      ["start", "t1", "plugin.execute.a"],
      ["end", "plugin.execute.a", "ok"],
      ["end", "plugin.hook.invoke", "ok"],
    ]);
  });

  it("of a hook whose call fails are ended", async () => {
    const observability = provider();
    const manager = await managerOf({ a: { invoke: () => Promise.reject(new Error("x")) } }, { observability });
    const call = withTrace("t1", () => manager.invokeHook("tool_pre_invoke", payload(), globalContext()));
    await expect(call).rejects.toThrow("Error('x')");
    expect(observability.log.slice(2)).toEqual([
      ["end", "plugin.execute.a", "error"],
      ["end", "plugin.hook.invoke", "error"],
    ]);
  });

  it("never break a call", async () => {
    const broken = () => {
      throw new Error("tracing is down");
    };
    const manager = await managerOf({ a: {} }, { observability: { startSpan: broken, endSpan: broken } });
    const call = withTrace("t1", () => manager.invokeHook("tool_pre_invoke", payload(), globalContext()));
    expect((await call).result.continue_processing).toBe(true);
  });
});

describe("a single plugin", () => {
  it("is called without conditions, and merges nothing", async () => {
    const invoke: Invoke = (_hook, _payload, { global_context }) => {
      global_context.state["k"] = 1;
      return modify({ name: "x" });
    };
    const conditions = [{ ...emptyCondition, tools: ["other"] }];
    const manager = await managerOf({ a: { invoke, config: { conditions } } });
    const result = await manager.invokeHookForPlugin("a", "tool_pre_invoke", payload(), globalContext());
    expect(result).toEqual({ continue_processing: true, modified_payload: { name: "x" }, metadata: {} });
  });

  it("that is not there is an error", async () => {
    const manager = await managerOf({ a: {} });
    await expect(manager.invokeHookForPlugin("b", "tool_pre_invoke", payload(), globalContext())).rejects.toThrow(
      "Unable to find tool_pre_invoke for plugin b.  Make sure the plugin is registered.",
    );
  });
});

const emptyCondition = {
  server_ids: null,
  tenant_ids: null,
  tools: null,
  prompts: null,
  resources: null,
  agents: null,
  user_patterns: null,
  content_types: null,
};
