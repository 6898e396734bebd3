import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { PluginError } from "../../../../src/plugin/plugin-error.ts";
import type { PluginMode } from "../../../../src/runtime/config/plugin-config.ts";
import { allow, globalContext, type Invoke, managerOf, modify, payload } from "./fixture.ts";

const AWAITED: readonly PluginMode[] = ["sequential", "transform", "audit", "concurrent"];
const unhandled = vi.fn();

beforeAll(() => {
  process.on("unhandledRejection", unhandled);
});
afterAll(() => {
  process.off("unhandledRejection", unhandled);
});
afterEach(async () => {
  vi.useRealTimers();
  await new Promise((resolve) => setImmediate(resolve));
  expect(unhandled).not.toHaveBeenCalled();
});

const faults: readonly { readonly title: string; readonly invoke: Invoke; readonly message: string }[] = [
  {
    title: "throws at once",
    invoke: () => {
      throw new RangeError("too far");
    },
    message: "RangeError('too far')",
  },
  { title: "rejects", invoke: () => Promise.reject(new Error("late")), message: "Error('late')" },
  {
    title: "throws a text",
    invoke: () => {
      throw "plain";
    },
    message: "not an error was thrown: 'plain'",
  },
  { title: "rejects with nothing", invoke: () => Promise.reject(), message: "not an error was thrown: undefined" },
  {
    title: "throws an object that has no text",
    invoke: () => {
      throw Object.create(null);
    },
    message: "not an error was thrown: object",
  },
  {
    title: "returns nothing",
    invoke: (() => undefined) as never,
    message: "TypeError('invalid result: expected a result, got undefined')",
  },
  {
    title: "resolves to null",
    invoke: (async () => null) as never,
    message: "TypeError('invalid result: expected a result, got null')",
  },
  {
    title: "returns a number",
    invoke: (() => 5) as never,
    message: "TypeError('invalid result: expected a result, got number')",
  },
  {
    title: "forgets to say whether to go on",
    invoke: (() => ({ metadata: {} })) as never,
    message: "TypeError('invalid result: continue_processing must be true or false')",
  },
  {
    title: "returns a violation without a code",
    invoke: (() => ({
      continue_processing: false,
      violation: { reason: "r", description: "d" },
      metadata: {},
    })) as never,
    message: "TypeError('invalid result: violation.code must be a string')",
  },
  {
    title: "returns a list as metadata",
    invoke: (() => ({ continue_processing: true, metadata: [] })) as never,
    message: "TypeError('invalid result: metadata must be an object')",
  },
  {
    title: "asks for a delay that is no number",
    invoke: (() => ({ continue_processing: true, metadata: {}, retry_delay_ms: "5" })) as never,
    message: "TypeError('invalid result: retry_delay_ms must be an integer')",
  },
  {
    title: "returns a promise of another make that throws",
    invoke: (() => ({
      // oxlint-disable-next-line unicorn/no-thenable -- a plugin may return one
      then: () => {
        throw new Error("then");
      },
    })) as never,
    message: "Error('then')",
  },
  {
    title: "changes the payload in place",
    invoke: (_, given) => {
      (given as { name: string }).name = "other";
      return modify(given);
    },
    message: `TypeError("Cannot assign to read only property 'name' of object '#<Object>'")`,
  },
];

describe.each(faults)("a plugin that $title", ({ invoke, message }) => {
  it.each(AWAITED)("stops a call in mode %s where on_error is fail", async (mode) => {
    const manager = await managerOf({ bad: { invoke, config: { mode } } });
    const call = manager.invokeHook("tool_pre_invoke", payload(), globalContext());
    await expect(call).rejects.toBeInstanceOf(PluginError);
    await expect(call).rejects.toMatchObject({ error: { message, plugin_name: "bad", mcp_error_code: -32603 } });
  });

  it.each(AWAITED)("is passed over in mode %s where on_error is ignore", async (mode) => {
    const manager = await managerOf({ bad: { invoke, config: { mode, on_error: "ignore" } }, good: {} });
    const { result } = await manager.invokeHook("tool_pre_invoke", payload(), globalContext());
    expect(result).toMatchObject({ continue_processing: true });
    expect(result.executions.map(({ plugin_name }) => plugin_name).sort()).toEqual(["bad", "good"]);
    expect(result.modified_payload).toBeUndefined();
    expect(manager.runtimeDisabled.size).toBe(0);
  });

  it("runs no more after it was disabled, until it is reset", async () => {
    const seen = vi.fn(invoke);
    const manager = await managerOf({ bad: { invoke: seen, config: { on_error: "disable" } } });
    const call = () => manager.invokeHook("tool_pre_invoke", payload(), globalContext());
    await call();
    await call();
    expect(seen).toHaveBeenCalledTimes(1);
    expect([...manager.runtimeDisabled]).toEqual(["bad"]);
    manager.resetRuntimeDisabled();
    await call();
    expect(seen).toHaveBeenCalledTimes(2);
  });
});

describe("a plugin that never settles", () => {
  const never: Invoke = () => new Promise(() => {});

  it.each(AWAITED)("fails a call in mode %s after 30 seconds", async (mode) => {
    vi.useFakeTimers();
    const manager = await managerOf({ stuck: { invoke: never, config: { mode } } });
    const call = manager.invokeHook("tool_pre_invoke", payload(), globalContext());
    const settled = vi.fn();
    const outcome = call.catch((error: unknown) => error).finally(settled);
    await vi.advanceTimersByTimeAsync(29_900);
    expect(settled).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(200);
    expect(await outcome).toMatchObject({ error: { message: "Plugin stuck exceeded 30s timeout" } });
  });

  it("is recorded as a timeout where on_error is ignore", async () => {
    vi.useFakeTimers();
    const manager = await managerOf(
      { stuck: { invoke: never, config: { on_error: "ignore" } }, next: {} },
      { timeoutSeconds: 2 },
    );
    const call = manager.invokeHook("tool_pre_invoke", payload(), globalContext());
    await vi.advanceTimersByTimeAsync(2100);
    const { result } = await call;
    expect(result.executions).toMatchObject([
      { status: "timeout", requested_allow: null, matched: null, applied: true, error_code: "plugin_timeout" },
      { status: "completed", plugin_name: "next" },
    ]);
  });

  it("does not keep other calls from finishing", async () => {
    vi.useFakeTimers();
    const slowOnce = vi.fn<Invoke>(allow).mockImplementationOnce(never);
    const manager = await managerOf({ a: { invoke: slowOnce } });
    const stuck = manager.invokeHook("tool_pre_invoke", payload(), globalContext()).catch((error: unknown) => error);
    const { result } = await manager.invokeHook("tool_pre_invoke", payload(), globalContext("r2"));
    expect(result.continue_processing).toBe(true);
    await vi.advanceTimersByTimeAsync(30_100);
    expect(await stuck).toBeInstanceOf(PluginError);
  });

  it("reaches who waits for background tasks as an error", async () => {
    vi.useFakeTimers();
    const manager = await managerOf({ stuck: { invoke: never, config: { mode: "fire_and_forget" } } });
    const { result } = await manager.invokeHook("tool_pre_invoke", payload(), globalContext());
    const errors = result.waitForBackgroundTasks();
    await vi.advanceTimersByTimeAsync(30_100);
    expect(await errors).toMatchObject([{ message: "TimeoutError()", plugin_name: "stuck" }]);
  });

  it("may settle afterwards without any effect", async () => {
    vi.useFakeTimers();
    const late: Invoke = (_hook, _payload, context) =>
      new Promise((_resolve, reject) => {
        setTimeout(() => {
          context.global_context.state["late"] = true;
          reject(new Error("too late"));
        }, 5000);
      });
    const manager = await managerOf({ late: { invoke: late, config: { on_error: "ignore" } } }, { timeoutSeconds: 1 });
    const context = globalContext();
    const call = manager.invokeHook("tool_pre_invoke", payload(), context);
    await vi.advanceTimersByTimeAsync(10_000);
    expect((await call).result.continue_processing).toBe(true);
    expect(context.state).toEqual({});
  });
});

describe("the pool", () => {
  it("lets the others of a call wait until there is room", async () => {
    let running = 0;
    let most = 0;
    const invoke: Invoke = async () => {
      running++;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running--;
      return { continue_processing: true, metadata: {} };
    };
    const entries = Object.fromEntries(
      ["a", "b", "c", "d", "e"].map((name) => [name, { invoke, config: { mode: "concurrent" as const } }]),
    );
    const manager = await managerOf(entries, { executionPool: 2 });
    const { result } = await manager.invokeHook("tool_pre_invoke", payload(), globalContext());
    expect(result.executions).toHaveLength(5);
    expect(most).toBe(2);
  });

  it("is given back by a plugin that is stuck when its time is up", async () => {
    vi.useFakeTimers();
    const stuck = {
      invoke: () => new Promise<never>(() => {}),
      config: { mode: "concurrent", on_error: "ignore" },
    } as const;
    const manager = await managerOf(
      { a: stuck, b: stuck, c: { config: { mode: "concurrent" } } },
      { executionPool: 1, timeoutSeconds: 1 },
    );
    const call = manager.invokeHook("tool_pre_invoke", payload(), globalContext());
    await vi.advanceTimersByTimeAsync(2500);
    const { result } = await call;
    expect(result.executions.map(({ status }) => status)).toEqual(["timeout", "timeout", "completed"]);
  });
});

it("a log that throws fails no call", async () => {
  const manager = await managerOf(
    { bad: { invoke: () => Promise.reject(new Error("x")), config: { mode: "fire_and_forget" } } },
    {
      log: () => {
        throw new Error("log");
      },
    },
  );
  const { result } = await manager.invokeHook("tool_pre_invoke", payload(), globalContext());
  expect(await result.waitForBackgroundTasks()).toHaveLength(1);
});
