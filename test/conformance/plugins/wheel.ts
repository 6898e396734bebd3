import type { Call } from "../../../src/difftest/case.ts";
import type { Data } from "../../../src/difftest/data.ts";
import type { LogRecord } from "../../../src/plugin/instance.ts";
import type { Oracle } from "../oracle.ts";

export const SLUGS = ["pii_filter", "secrets_detection"] as const;
export type Slug = (typeof SLUGS)[number];

/** A config, and calls to make in a row on one instance that has it. */
export interface Group {
  readonly plugin: Slug;
  readonly config: Data;
  readonly calls: readonly Call[];
}

/** What the real plugin said to a group. */
export type WheelAnswer = { readonly refused: string } | { readonly calls: readonly WheelCall[] };

/** What it said to one call. `unfit` is what CPEX's own models say of a payload that no plugin ever gets to see. */
export type WheelCall = { readonly unfit: string } | WheelOutcome;

export interface WheelOutcome {
  /** The payload as the plugin saw it: what its model leaves out is gone, and what it adds is there. */
  readonly payload: unknown;
  readonly result?: Data;
  /** Its class and its message; a panic is one as well. */
  readonly error?: string;
  readonly log: readonly LogRecord[];
  /** Only of `pii_filter`: findings in the payload's texts, or what was raised. */
  readonly found?: readonly (readonly [text: string, findings: readonly Span[] | string])[];
}

/** A finding in a text; offsets are UTF-8 bytes. */
export type Span = readonly [start: number, end: number, type: string];

/** Lets the real plugin play a group. */
export async function askWheel(oracle: Oracle, group: Group): Promise<WheelAnswer> {
  return (await oracle.ask(group)) as WheelAnswer;
}
