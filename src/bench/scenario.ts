import type { HookName } from "../plugin/hooks.ts";

/** One benchmark input: a hook, a config, and distinct payloads to rotate through. */
export interface Scenario {
  readonly name: string;
  readonly hook: HookName;
  readonly config: Readonly<Record<string, unknown>>;
  /** At least one. */
  readonly payloads: readonly unknown[];
  /** The text of a payload in UTF-8 bytes, on average; see `textBytes`. */
  readonly bytes: number;
}
