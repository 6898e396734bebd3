import type { Call } from "../../../../src/difftest/case.ts";
import type { Data } from "../../../../src/difftest/data.ts";
import type { HookName } from "../../../../src/plugin/hooks.ts";

/** A group of calls of one plugin that is written by hand. */
export interface Case {
  readonly name: string;
  readonly config: Data;
  readonly calls: readonly Call[];
  /** Words of the rows of docs/divergences.md by which it differs: by these, and by no others. */
  readonly differs?: readonly string[];
}

/** A traced call of `tool_post_invoke` for each result. */
export function results(...all: readonly unknown[]): Call[] {
  return all.map((result) => call("tool_post_invoke", { name: "t", result }));
}

/** A traced call of `tool_pre_invoke` for each set of arguments. */
export function args(...all: readonly Data[]): Call[] {
  return all.map((each) => call("tool_pre_invoke", { name: "t", args: each }));
}

/** A traced call of `prompt_post_fetch` for each list of messages. */
export function prompts(...all: readonly (readonly unknown[])[]): Call[] {
  return all.map((messages) => call("prompt_post_fetch", { prompt_id: "p", result: { messages } }));
}

/** A message as MCP has it. */
export function message(text: unknown, role = "user"): unknown {
  return { role, content: { type: "text", text } };
}

/** A traced call of `resource_post_fetch` for each content. */
export function resources(...all: readonly unknown[]): Call[] {
  return all.map((content) => call("resource_post_fetch", { uri: "file:///a", content }));
}

/** The same calls in requests without a trace id. */
export function untraced(calls: readonly Call[]): Call[] {
  return calls.map(({ hook, payload }) => ({ hook, payload, traced: false }));
}

export function call(hook: HookName, payload: unknown): Call {
  return { hook, payload, traced: true };
}

/** One case without calls for each config: it is taken by all sides, or by none. */
export function configs(all: readonly Data[], differs?: string): Case[] {
  return all.map((config) => ({
    name: JSON.stringify(config),
    config,
    calls: [],
    ...(differs === undefined ? {} : { differs: [differs] }),
  }));
}

/** A list in a list, and so on: `depth` lists around the value. */
export function nested(value: unknown, depth: number): unknown {
  let outer = value;
  for (let level = 0; level < depth; level++) outer = [outer];
  return outer;
}

/** Values of every kind that JSON has, beside texts; each is left as it is. */
export const LEAVES: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  1.5,
  1e21,
  1e-7,
  123456789,
  Number.MAX_SAFE_INTEGER,
  2 ** 60,
  "",
  [],
  {},
  [[]],
  { a: {} },
];
