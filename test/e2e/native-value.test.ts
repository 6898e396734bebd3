import { join } from "node:path";
import { execa } from "execa";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { builtFixture, hasCargo, root } from "./harness.ts";

const script = `
import { readFileSync } from "node:fs";
import { loadPlugin } from ${JSON.stringify(join(root, "dist", "runtime", "index.js"))};
import { createContext } from ${JSON.stringify(join(root, "dist", "plugin", "index.js"))};
const { folder, implementation, calls } = JSON.parse(readFileSync(0, "utf8"));
const plugin = await loadPlugin(folder, { implementation });
const context = createContext("r");
const answers = calls.map(({ hook = "tool_pre_invoke", args, cycle, tenant_id }) => {
  const payload = { name: "t", args };
  if (cycle) payload.self = payload;
  try {
    return plugin.invoke(hook, payload, { ...context, global_context: { ...context.global_context, tenant_id } });
  } catch ({ name, message, error }) {
    return { name, message, error };
  }
});
console.log(JSON.stringify({ implementation: plugin.implementation, answers }));
`;

interface Call {
  readonly hook?: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly tenant_id?: string;
  readonly cycle?: boolean;
}

/** Calls one implementation in a process of its own, as a host would. */
async function invoke(implementation: string, ...calls: readonly Call[]): Promise<unknown[]> {
  const input = JSON.stringify({ folder: builtFixture("guard"), implementation, calls });
  const child = await execa(process.execPath, ["--input-type=module", "-e", script], { input });
  const answer = JSON.parse(child.stdout) as { implementation: string; answers: unknown[] };
  expect(answer.implementation).toBe(implementation);
  return answer.answers;
}

const allow = { continue_processing: true, metadata: {} };

describe.runIf(hasCargo)("a value plugin in Rust", () => {
  it.each<[string, Call, unknown]>([
    ["allows", { args: { q: "short" } }, allow],
    ["allows on another hook", { hook: "tool_post_invoke", args: { q: "x".repeat(50) } }, allow],
    ["reads the context", { args: { q: "x".repeat(50) }, tenant_id: "trusted" }, allow],
    [
      "denies, with details",
      { args: { q: "é".repeat(50) } },
      {
        continue_processing: false,
        violation: {
          code: "ARG_TOO_LONG",
          reason: "Argument too long",
          description: "an argument is too long",
          details: { length: 50 },
        },
        metadata: {},
      },
    ],
    [
      "changes the payload, and keeps numbers, order and other keys",
      { args: { z: 1.5, q: '  日本 \u0000"', n: null, list: [{ a: [true] }], big: 9_007_199_254_740_991 } },
      {
        continue_processing: true,
        modified_payload: {
          name: "t",
          args: { z: 1.5, q: '日本 \u0000"', n: null, list: [{ a: [true] }], big: 9_007_199_254_740_991 },
        },
        metadata: { trimmed: 1 },
      },
    ],
    [
      "fails with its own code and details",
      { args: { fail: "" } },
      {
        name: "PluginError",
        message: "told to fail",
        error: {
          message: "told to fail",
          plugin_name: "guard",
          code: "TOLD",
          details: { argument: "fail" },
          mcp_error_code: -32603,
        },
      },
    ],
  ])("%s, as its TypeScript does", async (_, call, expected) => {
    const [native] = await invoke("native", call);
    const [fallback] = await invoke("fallback", call);
    expect(native).toEqual(expected);
    expect(fallback).toEqual(expected);
  });

  it("turns a panic, and a payload that JSON can't say, into errors, and goes on", async () => {
    const answers = await invoke("native", { args: { panic: "" } }, { args: {}, cycle: true }, { args: { q: " on " } });
    expect(answers).toMatchObject([
      { name: "Error", message: "told to panic" },
      { name: "TypeError", message: expect.stringContaining("circular structure") },
      { modified_payload: { args: { q: "on" } } },
    ]);
  });

  it("agrees with its TypeScript on generated payloads", async () => {
    const text = fc
      .string({ unit: "binary", maxLength: 60, size: "max" })
      .chain((middle) => fc.constantFrom(middle, ` ${middle}  `));
    const args = fc.dictionary(fc.string({ maxLength: 5 }), fc.oneof(text, fc.jsonValue()), { maxKeys: 5 });
    const calls = fc.sample(fc.record({ args }), { numRuns: 150, seed: 1 });
    const fallback = await invoke("fallback", ...calls);
    expect(await invoke("native", ...calls)).toEqual(fallback);
    // Were it always the same answer, the comparison would say little.
    expect(new Set(fallback.map((answer) => Object.keys(answer as object).join())).size).toBe(3);
  });
});
