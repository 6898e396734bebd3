import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import type { PluginMode } from "../../../../src/runtime/config/plugin-config.ts";
import { freezePayload } from "../../../../src/runtime/manager/freeze-payload.ts";
import { allow, globalContext, type Invoke, managerOf, modify, payload } from "./fixture.ts";

const MODES: readonly PluginMode[] = ["sequential", "transform", "audit", "concurrent", "fire_and_forget"];

function isDeeplyFrozen(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return true;
  return Object.isFrozen(value) && Object.values(value).every(isDeeplyFrozen);
}

describe("the payload", () => {
  it.each(MODES)("can't be changed at any level by a plugin in mode %s", async (mode) => {
    const change: Invoke = (_, given) => {
      (given as ReturnType<typeof payload>).args.nested.key = "changed";
      return modify(given);
    };
    const manager = await managerOf({ bad: { invoke: change, config: { mode, on_error: "ignore" } } });
    const given = payload();
    const { result } = await manager.invokeHook("tool_pre_invoke", given, globalContext());
    await result.waitForBackgroundTasks();
    expect(given).toEqual(payload());
  });

  it("is frozen below an object that was frozen before", async () => {
    const given = Object.freeze(payload());
    const manager = await managerOf({ a: {} });
    await manager.invokeHook("tool_pre_invoke", given, globalContext());
    expect(isDeeplyFrozen(given)).toBe(true);
  });

  it("that a plugin returns is frozen for the next one, and for the plugin itself", async () => {
    const own = { name: "own", args: { a: { b: 1 } } };
    const next = vi.fn<Invoke>(allow);
    const manager = await managerOf({ first: { invoke: () => modify(own) }, next: { invoke: next } });
    const { result } = await manager.invokeHook("tool_pre_invoke", payload(), globalContext());
    expect(next.mock.calls[0]?.[1]).toBe(own);
    expect(result.modified_payload).toBe(own);
    expect(isDeeplyFrozen(own)).toBe(true);
  });

  it("is left alone where no plugin is on the hook", async () => {
    const manager = await managerOf({ a: { config: { hooks: ["evaluate"] } } });
    const given = payload();
    await manager.invokeHook("tool_pre_invoke", given, globalContext());
    expect(Object.isFrozen(given)).toBe(false);
  });

  it("goes through JSON unchanged", async () => {
    const manager = await managerOf({ a: { invoke: (_, given) => modify(JSON.parse(JSON.stringify(given))) } });
    const { result } = await manager.invokeHook("tool_pre_invoke", payload(), globalContext());
    expect(JSON.parse(JSON.stringify(result)).modified_payload).toEqual(payload());
  });
});

describe("freezePayload", () => {
  it("freezes any JSON value to its last level and changes nothing in it", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const before = JSON.stringify(value);
        freezePayload(value);
        expect(isDeeplyFrozen(value)).toBe(true);
        expect(JSON.stringify(value)).toBe(before);
      }),
    );
  });

  it("copes with a value that holds itself, and with one that is very deep", () => {
    const loop: Record<string, unknown> = {};
    loop["self"] = loop;
    freezePayload(loop);
    expect(Object.isFrozen(loop)).toBe(true);
    let deep: unknown[] = [];
    const innermost = deep;
    for (let level = 0; level < 50_000; level++) deep = [deep];
    freezePayload(deep);
    expect(Object.isFrozen(innermost)).toBe(true);
  });

  it("leaves binary views as they are", () => {
    const content = { bytes: new Uint8Array([1]) };
    freezePayload(content);
    expect(Object.isFrozen(content)).toBe(true);
    expect(content.bytes[0]).toBe(1);
  });
});
