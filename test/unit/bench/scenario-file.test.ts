import { describe, expect, it } from "vitest";
import { parseScenarios } from "../../../src/bench/scenario-file.ts";
import { ToolError } from "../../../src/errors.ts";

const PATH = "plugin/scenarios.yaml";
const HOOKS = ["tool_pre_invoke", "tool_post_invoke"] as const;

const parse = (text: string) => parseScenarios(text, PATH, HOOKS);

function errorOf(text: string): ToolError {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof ToolError) return error;
    throw error;
  }
  throw new Error("expected an error");
}

describe("parseScenarios", () => {
  it("reads samples, one payload, several payloads and a config", () => {
    const specs = parse(`
scenarios:
  - name: Chat message, 40 B
    hook: tool_pre_invoke
    sample: { kind: chat, size: 40, density: clean }
  - name: One text
    hook: tool_pre_invoke
    payload: { name: lookup, args: { text: "078-05-1120" } }
    config: { block_on_detection: true }
  - name: Two texts
    hook: tool_post_invoke
    payloads: [{ name: a }, { name: b }]
`);
    expect(specs).toEqual([
      { name: "Chat message, 40 B", hook: "tool_pre_invoke", sample: { kind: "chat", size: 40, density: "clean" } },
      {
        name: "One text",
        hook: "tool_pre_invoke",
        payload: { name: "lookup", args: { text: "078-05-1120" } },
        config: { block_on_detection: true },
      },
      { name: "Two texts", hook: "tool_post_invoke", payloads: [{ name: "a" }, { name: "b" }] },
    ]);
  });

  const scenario = (body: string): string => `scenarios: [{ name: a, hook: tool_pre_invoke, ${body} }]`;
  const payload = "payload: { name: x }";

  it.each([
    ["no list", "{}", "scenarios: Invalid input: expected array, received undefined"],
    ["an empty list", "scenarios: []", "scenarios: Too small: expected array to have >=1 items"],
    [
      "nothing to send",
      scenario("config: {}"),
      "scenarios[0]: needs exactly one of sample, payload and payloads, and has none",
    ],
    [
      "two things to send",
      scenario(`${payload}, payloads: [{}]`),
      "scenarios[0]: needs exactly one of sample, payload and payloads, and has payload and payloads",
    ],
    [
      "an unknown key",
      scenario("paylod: {}, payload: {}"),
      "scenarios[0].paylod: unknown key; did you mean 'payload'?",
    ],
    [
      "an unknown key at the top",
      `senarios: []\n${scenario(payload)}`,
      "senarios: unknown key; did you mean 'scenarios'?",
    ],
    [
      "an unknown key of a sample",
      scenario("sample: { kind: a, size: 1, density: clean, sise: 2 }"),
      "scenarios[0].sample.sise: unknown key; did you mean 'size'?",
    ],
    [
      "a hook that the plugin doesn't have",
      `scenarios: [{ name: a, hook: tool_pre_invok, ${payload} }]`,
      "scenarios[0].hook: 'tool_pre_invok' is not one of tool_pre_invoke, tool_post_invoke; did you mean 'tool_pre_invoke'?",
    ],
    [
      "an unknown density",
      scenario("sample: { kind: a, size: 1, density: clear }"),
      "scenarios[0].sample.density: 'clear' is not one of clean, sparse, dense; did you mean 'clean'?",
    ],
    [
      "a size that is no size",
      scenario("sample: { kind: a, size: 0, density: clean }"),
      "scenarios[0].sample.size: Too small: expected number to be >0",
    ],
    [
      "a name that is used twice",
      `scenarios: [{ name: a, hook: tool_pre_invoke, ${payload} }, { name: a, hook: tool_pre_invoke, ${payload} }]`,
      "scenarios[1].name: a scenario before it is called 'a' too",
    ],
  ])("names the place of %s", (_, text, expected) => {
    const error = errorOf(text);
    expect(error.exitCode).toBe(4);
    expect(error.message).toBe("plugin/scenarios.yaml does not describe scenarios");
    expect(error.details?.split("\n")).toContain(expected);
  });

  it("says that a file is not YAML", () => {
    expect(errorOf("scenarios: [").message).toMatch(/^plugin\/scenarios\.yaml is not YAML: /);
  });
});
