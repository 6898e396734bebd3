import type { PluginInstance } from "../../plugin/instance.ts";

/** What a plugin made of a call. */
export type CallOutcome = "allowed" | "denied" | "failed";

/** A call of a plugin that is over; nothing in it comes from a payload. */
export interface ObservedCall {
  /** A plugin that exists, not any name that a client makes up. */
  readonly plugin: string;
  readonly hook: string;
  readonly implementation: PluginInstance["implementation"];
  readonly outcome: CallOutcome;
  readonly seconds: number;
}

/** Takes note of a call. */
export type Observer = (call: ObservedCall) => void;
