import { join } from "node:path";
import type { Step } from "./step.ts";
import type { ServedName } from "./served.ts";

/** A call that does not go well, and what the gateway is to see of it. */
export interface Failure {
  readonly name: string;
  readonly plugin: ServedName;
  readonly step: Step;
  /** Parts of the outcome. */
  readonly sees: Readonly<Record<string, unknown>>;
  /** How long the gateway waits, in seconds; default 30. */
  readonly timeout?: number;
}

const violation = { reason: "not so", description: "it asked for it", code: "ASKED" };
const continues = { continue_processing: true, modified_payload: null, violation: null };

const error = (message: string, plugin_name: string) => ({
  error: { message, plugin_name, code: "", details: {}, mcp_error_code: -32_603 },
});

export const FAILURES: readonly Failure[] = [
  {
    name: "a plugin that raises a violation is in error",
    plugin: "Plain",
    step: { raise_violation: violation },
    sees: error("PluginViolationError('it was asked for')", "Plain"),
  },
  {
    name: "an audit plugin can't deny",
    plugin: "Audit",
    step: { deny: violation },
    sees: { result: { ...continues, metadata: {}, retry_delay_ms: 0 } },
  },
  {
    name: "a lenient plugin can't fail",
    plugin: "Lenient",
    step: { raise: "it broke" },
    sees: { result: { ...continues, metadata: {}, retry_delay_ms: 0 } },
  },
  {
    name: "a plugin that is too slow",
    plugin: "Plain",
    step: { sleep_ms: 1500 },
    timeout: 1,
    sees: error("Plugin Plain exceeded 1s timeout", "Plain"),
  },
];

/** Failures of the process, which the gateway starts itself. */
export function crashes(folder: string): readonly Failure[] {
  return [
    {
      name: "a server that dies once is started again",
      plugin: "Plain",
      step: { kill: join(folder, "died"), say: { ran: true } },
      sees: { result: { ...continues, metadata: { ran: true }, retry_delay_ms: 0 } },
    },
    {
      name: "a server that always dies",
      plugin: "Plain",
      step: { kill: true },
      sees: error("Reconnection failed for plugin Plain: Connection closed", "Plain"),
    },
  ];
}
