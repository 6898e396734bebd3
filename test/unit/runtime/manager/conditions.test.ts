import { describe, expect, it } from "vitest";
import type { GlobalContext } from "../../../../src/plugin/context.ts";
import type { HookName } from "../../../../src/plugin/hooks.ts";
import { pluginCondition } from "../../../../src/runtime/config/condition.ts";
import { compileConditions } from "../../../../src/runtime/manager/conditions.ts";
import { globalContext } from "./fixture.ts";

interface Case {
  readonly title: string;
  readonly conditions: readonly object[];
  readonly hook?: HookName;
  readonly payload?: object;
  readonly context?: Partial<GlobalContext>;
  readonly runs: boolean;
}

const cases: readonly Case[] = [
  { title: "a listed tool", conditions: [{ tools: ["t"] }], runs: true },
  { title: "another tool", conditions: [{ tools: ["x"] }], runs: false },
  { title: "one of two conditions", conditions: [{ tools: ["x"] }, { tools: ["t"] }], runs: true },
  { title: "one of two parts", conditions: [{ tools: ["t"], server_ids: ["s"] }], runs: false },
  { title: "empty lists", conditions: [{ tools: [], user_patterns: [] }], runs: true },
  { title: "prompts on a tool hook", conditions: [{ prompts: ["x"] }], runs: true },
  { title: "a payload without a name", conditions: [{ tools: ["x"] }], payload: {}, runs: true },
  { title: "a server", conditions: [{ server_ids: ["s"] }], context: { server_id: "s" }, runs: true },
  { title: "no server", conditions: [{ server_ids: [""] }], runs: false },
  { title: "another tenant", conditions: [{ tenant_ids: ["t"] }], context: { tenant_id: "u" }, runs: false },
  { title: "a part of the user", conditions: [{ user_patterns: ["lic"] }], context: { user: "alice" }, runs: true },
  {
    title: "a pattern, which is plain text",
    conditions: [{ user_patterns: ["a.*"] }],
    context: { user: "alice" },
    runs: false,
  },
  {
    title: "a field of the user",
    conditions: [{ user_patterns: ["email"] }],
    context: { user: { email: "x" } },
    runs: true,
  },
  { title: "an empty user", conditions: [{ user_patterns: [""] }], context: { user: "" }, runs: false },
  {
    title: "a content type",
    conditions: [{ content_types: ["A/B; c=1"] }],
    context: { content_type: "a/B;d" },
    runs: true,
  },
  { title: "no content type", conditions: [{ content_types: ["a/b"] }], runs: false },
  {
    title: "a secret token",
    conditions: [{ tools: ["n"] }],
    hook: "identity_resolve",
    payload: { raw_token: "n" },
    runs: false,
  },
  { title: "tools on an http hook", conditions: [{ tools: ["x"] }], hook: "http_pre_request", runs: true },
];

describe("conditions", () => {
  it.each(cases)(
    "$title: runs is $runs",
    ({ conditions, hook = "tool_pre_invoke", payload = { name: "t" }, context, runs }) => {
      const matches = compileConditions(
        hook,
        conditions.map((condition) => pluginCondition.parse(condition)),
      );
      expect(matches?.(payload, { ...globalContext(), ...context })).toBe(runs);
    },
  );

  it("cost nothing where there are none", () => {
    expect(compileConditions("tool_pre_invoke", [])).toBeUndefined();
  });

  it("with an unknown key are an error", () => {
    expect(() => pluginCondition.parse({ tool: ["x"] })).toThrow(/tool/);
  });
});
