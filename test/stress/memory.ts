import { createContext } from "../../src/plugin/context.ts";
import type { Implementation, PluginInstance } from "../../src/plugin/instance.ts";
import { TextGroup } from "../../src/plugin/text/group.ts";
import { CALLS } from "./calls.ts";
import { open } from "./open.ts";

/** How much the resident memory of the process grew over some repetitions of a task, in bytes, and from how much. */
export interface Growth {
  readonly before: number;
  readonly after: number;
}

/** Needs `--expose-gc`. What a tenth of the repetitions takes does not count: caches and buffers reach their size in it. */
export async function growthOver(repetitions: number, task: (repetition: number) => void): Promise<Growth> {
  const repeat = (count: number): void => {
    for (let repetition = 0; repetition < count; repetition++) task(repetition);
  };
  repeat(repetitions / 10);
  const before = await residentBytes();
  // In parts, between which finalizers can run as they do in a server.
  for (let part = 0; part < 10; part++) {
    repeat(repetitions / 10);
    await breathe();
  }
  return { before, after: await residentBytes() };
}

async function residentBytes(): Promise<number> {
  const { gc } = globalThis;
  if (gc === undefined) throw new Error("run node with --expose-gc");
  for (let turn = 0; turn < 3; turn++) {
    gc();
    await breathe();
  }
  return process.memoryUsage().rss;
}

function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Calls one plugin with every kind of payload in turn. */
export function callInTurn(slug: string, implementation: Implementation): (repetition: number) => void {
  const instance = open(slug, implementation);
  return (repetition) => void call(instance, repetition);
}

/** Makes a native instance of each plugin, joins them, calls them once, and lets go of them. */
export function makeAndDrop(slugs: readonly string[]): (repetition: number) => void {
  return (repetition) => {
    const instances = slugs.map((slug) => open(slug, "native"));
    TextGroup.of(
      "tool_pre_invoke",
      instances.flatMap(({ text }) => text ?? []),
    );
    for (const instance of instances) call(instance, repetition);
  };
}

const context = createContext("stress");

function call(instance: PluginInstance, repetition: number): void {
  const { hook, payload } = CALLS[repetition % CALLS.length] ?? { hook: "tool_pre_invoke", payload: {} };
  instance.invoke(hook, payload, context);
}
