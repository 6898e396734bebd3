import { describe, expect, it } from "vitest";
import type { PluginContext } from "../../../../src/plugin/context.ts";
import { ContextStore } from "../../../../src/runtime/manager/context-store.ts";
import { globalContext } from "./fixture.ts";

const MINUTE = 60_000;
const context = (): PluginContext => ({ global_context: globalContext(), state: {}, metadata: {} });
const table = (...keys: string[]) => new Map(keys.map((key) => [key, context()]));

function storeAt() {
  const clock = { now: 0 };
  return { clock, store: new ContextStore(() => clock.now) };
}

describe("the context store", () => {
  it("returns what was kept for a request, and nothing for another", () => {
    const { store } = storeAt();
    const contexts = table("a");
    store.keep("r1", contexts);
    expect(store.get("r1")).toBe(contexts);
    expect(store.get("r2")).toBeUndefined();
  });

  it("adds the contexts of later hooks, and leaves tables alone that it gave away", () => {
    const { store } = storeAt();
    store.keep("r1", table("a"));
    const before = store.get("r1");
    store.keep("r1", table("b"));
    expect([...(store.get("r1")?.keys() ?? [])]).toEqual(["a", "b"]);
    expect(before?.size).toBe(1);
  });

  it("keeps nothing for a hook without plugins", () => {
    const { store } = storeAt();
    store.keep("r1", undefined);
    expect(store.size).toBe(0);
  });

  it("forgets what was not written for an hour, when it is used again", () => {
    const { clock, store } = storeAt();
    store.keep("old", table("a"));
    clock.now = 30 * MINUTE;
    store.keep("young", table("a"));
    clock.now = 61 * MINUTE;
    expect(store.get("old")).toBeUndefined();
    expect(store.get("young")).toBeDefined();
  });

  it("looks for old entries every five minutes at most", () => {
    const { clock, store } = storeAt();
    store.keep("r1", table("a"));
    clock.now = 59 * MINUTE;
    store.get("other");
    clock.now = 63 * MINUTE;
    expect(store.get("r1")).toBeDefined();
    clock.now = 64 * MINUTE;
    expect(store.get("r1")).toBeUndefined();
  });

  it("forgets a request that is done", () => {
    const { store } = storeAt();
    store.keep("r1", table("a"));
    store.drop("r1");
    expect(store.size).toBe(0);
  });
});
