import { describe, expect, it } from "vitest";
import {
  ALLOW,
  createContext,
  type Decision,
  defineTextPlugin,
  type Found,
  type LogRecord,
  type Metrics,
  z,
} from "../../../src/plugin/index.ts";

const traced = createContext("r1", { request: { trace_id: "t1" } });
const untraced = createContext("r1");

function instance(
  decide: (count: number) => Decision,
  logged: LogRecord[] = [],
  metrics = (found: Found): Metrics => ({ count: found.size }),
) {
  const plugin = defineTextPlugin({
    config: z.object({}),
    looksAt: { tool_pre_invoke: "args", prompt_post_fetch: "result.messages[].content.text" },
    create: () => ({
      limits: { maxTextBytes: 8 },
      find: (text, found) => {
        for (const match of text.matchAll(/x+/g)) {
          found.add({ type: "x", start: match.index, end: match.index + match[0].length, replacement: "[X]" });
        }
      },
      decide: (found) => decide(found.size),
      metrics,
    }),
  });
  return plugin.create({}, { slug: "finder", salt: "s", log: (record) => logged.push(record) });
}

const violation = { code: "X_FOUND", reason: "x found", description: "there is an x" };

describe("a text plugin", () => {
  it("masks every finding in a copy", () => {
    const payload = { name: "t", args: { a: "axxb", b: ["x", "clean"] } };
    expect(instance(() => ({ mask: true })).invoke("tool_pre_invoke", payload, untraced)).toEqual({
      continue_processing: true,
      modified_payload: { name: "t", args: { a: "a[X]b", b: ["[X]", "clean"] } },
      metadata: {},
    });
  });

  it("returns the one frozen result when nothing is found", () => {
    const result = instance(() => ({ mask: true })).invoke(
      "tool_pre_invoke",
      { name: "t", args: { a: "clean" } },
      traced,
    );
    expect(result).toBe(ALLOW);
  });

  it("blocks with the violation, and may mask at the same time", () => {
    const result = instance(() => ({ deny: violation, mask: true })).invoke("tool_pre_invoke", { args: "x" }, untraced);
    expect(result).toEqual({
      continue_processing: false,
      modified_payload: { args: "[X]" },
      violation,
      metadata: {},
    });
  });

  it("may block although nothing is found", () => {
    const result = instance(() => ({ deny: violation })).invoke("tool_pre_invoke", { args: "clean" }, untraced);
    expect(result).toMatchObject({ continue_processing: false, violation });
  });

  it("passes metrics on, under its slug, only when the request is traced", () => {
    const plugin = instance(() => ({ mask: true }));
    const payload = { args: "x x" };
    expect(plugin.invoke("tool_pre_invoke", payload, traced)).toHaveProperty("metadata", { finder: { count: 2 } });
    expect(plugin.invoke("tool_pre_invoke", payload, untraced)).toHaveProperty("metadata", {});
  });

  it("counts only where it is asked to, and where there is something to count", () => {
    let asked = 0;
    const metrics = (): Metrics => ({ asked: ++asked });
    const plugin = instance(() => ({ mask: true }), [], metrics);
    plugin.invoke("tool_pre_invoke", { args: "x" }, untraced);
    plugin.invoke("tool_pre_invoke", { args: "clean" }, traced);
    expect(asked).toBe(0);
    const deny = instance(() => ({ deny: violation }), [], metrics);
    expect(deny.invoke("tool_pre_invoke", { args: "clean" }, traced)).toMatchObject({
      metadata: { finder: { asked: 1 } },
    });
  });

  it("logs with the subject of the payload", () => {
    const logged: LogRecord[] = [];
    const plugin = instance(() => ({ mask: true, log: { level: "info", message: "found" } }), logged);
    plugin.invoke("tool_pre_invoke", { name: "search", args: "x" }, untraced);
    expect(logged).toEqual([{ level: "info", message: "found subject=search" }]);
  });

  it("throws a limit error, unless a text before the one that is too long blocks", () => {
    const payload = { result: { messages: [{ content: { text: "x" } }, { content: { text: "much too long" } }] } };
    expect(() => instance(() => ({ mask: true })).invoke("prompt_post_fetch", payload, untraced)).toThrow(
      "Input exceeds maximum supported size of 8 bytes",
    );
    expect(instance(() => ({ deny: violation })).invoke("prompt_post_fetch", payload, untraced)).toMatchObject({
      violation,
    });
  });

  it("refuses a hook that it does not have", () => {
    expect(() => instance(() => ({})).invoke("evaluate", {}, untraced)).toThrow(
      "plugin 'finder' has no hook 'evaluate'",
    );
  });
});
