import { describe, expect, it } from "vitest";
import { ALLOW, createContext, definePlugin, type HookOutcome, z } from "../../../src/plugin/index.ts";

const context = createContext("r1");

function invoke(outcome: unknown): unknown {
  const plugin = definePlugin({
    config: z.object({ limit: z.number().default(3) }),
    hooks: { tool_pre_invoke: () => outcome as HookOutcome<"tool_pre_invoke"> },
  });
  const instance = plugin.create({ limit: 3 }, { slug: "p", salt: "s", log: () => {} });
  return instance.invoke("tool_pre_invoke", { name: "t" }, context);
}

const deny = { code: "C", reason: "r", description: "d" };

describe("a hook's outcome", () => {
  it.each([
    ["nothing allows", undefined, ALLOW],
    [
      "modify replaces the payload",
      { modify: { name: "u" } },
      { modified_payload: { name: "u" }, continue_processing: true },
    ],
    ["deny blocks", { deny }, { violation: deny, continue_processing: false }],
    [
      "a delay and headers stand beside the verdict",
      { deny, retry_delay_ms: 500, http_headers: { "Retry-After": "1" }, denial_metadata: { hits: 2 } },
      { violation: deny, retry_delay_ms: 500, http_headers: { "Retry-After": "1" }, denial_metadata: { hits: 2 } },
    ],
    [
      "extensions may be replaced",
      { modified_extensions: { custom: { n: 1 } } },
      { modified_extensions: { custom: { n: 1 } }, continue_processing: true, metadata: {} },
    ],
    ["metadata may stand alone", { metadata: { n: 1 } }, { metadata: { n: 1 }, continue_processing: true }],
  ])("%s", (_title, outcome, result) => {
    expect(invoke(outcome)).toMatchObject(result);
  });

  it("may come as a promise", async () => {
    await expect(invoke(Promise.resolve({ deny }))).resolves.toMatchObject({ violation: deny });
  });

  it.each([
    [null, "got null"],
    [true, "got boolean"],
    [[deny], "got a list"],
    [{ modfiy: {} }, "unknown key 'modfiy'"],
    [{ deny: { code: "C", reason: "r" } }, "deny.description must be a string"],
  ])("that is %j is refused", (outcome, message) => {
    expect(() => invoke(outcome)).toThrow(message);
  });
});

describe("a plugin", () => {
  it("gets its config frozen, all the way down", () => {
    let seen: unknown;
    const plugin = definePlugin({
      config: z.object({ words: z.array(z.string()) }),
      hooks: { tool_pre_invoke: (_payload, { config }) => void (seen = config) },
    });
    const instance = plugin.create({ words: ["a"] }, { slug: "p", salt: "s", log: () => {} });
    void instance.invoke("tool_pre_invoke", { name: "t" }, context);
    expect(seen).toEqual({ words: ["a"] });
    expect(Object.isFrozen((seen as { words: string[] }).words)).toBe(true);
  });

  it("has the hooks that it implements", () => {
    const plugin = definePlugin({ config: z.object({}), hooks: { http_pre_request: () => undefined } });
    expect(plugin.hooks).toEqual(["http_pre_request"]);
  });
});
