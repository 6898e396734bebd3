import { createHash } from "node:crypto";
import type { HookName } from "../plugin/hooks.ts";
import type { Data } from "./data.ts";
import { encode } from "./encoding.ts";

/** One hook call. */
export interface Call {
  readonly hook: HookName;
  readonly payload: unknown;
  /** Whether the request carries a trace id, which turns metrics on. */
  readonly traced: boolean;
}

/** One input for both implementations. */
export interface Case extends Call {
  /** The plugin's config as its author would write it: only what is not default. */
  readonly config: Data;
  /** Calls made on the same instances before this one, where the state that they leave counts. */
  readonly before: readonly Call[];
}

/** A case as the text of its file: readable JSON, the same text for the same case. */
export function formatCase(tested: Case): string {
  const { config, before } = tested;
  const json = {
    ...jsonOfCall(tested),
    config: encode(config),
    ...(before.length === 0 ? {} : { before: before.map(jsonOfCall) }),
  };
  return `${JSON.stringify(json, null, 2)}\n`;
}

/** A config as text: the same text for the same config. */
export function formatConfig(config: Data): string {
  return JSON.stringify(encode(config));
}

function jsonOfCall({ hook, traced, payload }: Call): object {
  return { hook, traced, payload: encode(payload) };
}

/** The name of a case: the first twelve hex digits of the SHA-256 of its file. */
export function caseId(tested: Case): string {
  return createHash("sha256").update(formatCase(tested)).digest("hex").slice(0, 12);
}
