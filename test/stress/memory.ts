import { createContext } from "../../src/plugin/context.ts";
import type { Implementation, PluginInstance } from "../../src/plugin/instance.ts";
import { TextGroup } from "../../src/plugin/text/group.ts";
import { CALLS } from "./calls.ts";
import { open } from "./open.ts";

/** How much more the process holds after some repetitions of a task than before, in bytes. */
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
  const before = await heldBytes();
  // In parts, between which finalizers can run as they do in a server.
  for (let part = 0; part < 10; part++) {
    repeat(repetitions / 10);
    await breathe();
  }
  return { before, after: await heldBytes() };
}

/**
 * What the process holds, in bytes: its resident memory, but of V8's heap only what is in use. V8 takes more room for young objects when
 * it sees fit, and keeps it. Needs `--expose-gc`.
 */
export async function heldBytes(): Promise<number> {
  const { gc } = globalThis;
  if (gc === undefined) throw new Error("run node with --expose-gc");
  for (let turn = 0; turn < 3; turn++) {
    gc();
    await breathe();
  }
  const { rss, heapTotal, heapUsed } = process.memoryUsage();
  return rss - heapTotal + heapUsed;
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
