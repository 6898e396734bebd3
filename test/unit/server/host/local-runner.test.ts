import { describe, expect, it } from "vitest";
import { LocalRunner } from "../../../../src/server/host/local-runner.ts";
import type { CallOutcome, ObservedCall } from "../../../../src/server/host/observer.ts";
import type { Invocation } from "../../../../src/server/tools/invoke-arguments.ts";
import { type Entry, type Invoke, loaded } from "../fixture.ts";

const invocation = (changes: Partial<Invocation> = {}): Invocation => ({
  plugin: "P",
  hook: "tool_pre_invoke",
  payload: {},
  context: { state: {}, metadata: {}, global_context: { request_id: "r", state: {}, metadata: {} } },
  ...changes,
});

async function observe(entries: readonly Entry[], made: Invocation): Promise<ObservedCall[]> {
  const seen: ObservedCall[] = [];
  await new LocalRunner(await loaded(entries), (call) => void seen.push(call)).run(made);
  return seen;
}

describe("a call that is watched", () => {
  it.each<[CallOutcome, Invoke]>([
    ["allowed", () => ({ continue_processing: true, metadata: {} })],
    ["denied", () => ({ continue_processing: false, metadata: {} })],
    [
      "failed",
      () => {
        throw new Error("no");
      },
    ],
  ])("is told of when it is %s", async (outcome, invoke) => {
    const seconds: unknown = expect.any(Number);
    expect(await observe([{ name: "P", invoke }], invocation())).toEqual([
      { plugin: "P", hook: "tool_pre_invoke", implementation: "fallback", outcome, seconds },
    ]);
  });

  it.each([
    ["a plugin", { plugin: "Q" }],
    ["a hook", { hook: "nope" }],
  ])("is not told of when there is no such %s, whose names anybody may make up", async (_, changes) => {
    expect(await observe([{ name: "P" }], invocation(changes))).toEqual([]);
  });
});
