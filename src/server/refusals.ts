import type { LogRecord } from "../plugin/instance.ts";

/** Takes why a client was turned away: one of a few fixed reasons, never anything that the client has sent. */
export type OnRefused = (reason: string) => void;

/** How long a reason is not logged again: strangers must not fill the log. */
const QUIET_MS = 60_000;

/** Logs refusals, as clients often tell their operator little of them. */
export function logRefusals(log: (record: LogRecord) => void, now = (): number => performance.now()): OnRefused {
  const logged = new Map<string, number>();
  return (reason) => {
    const last = logged.get(reason);
    if (last !== undefined && now() - last < QUIET_MS) return;
    logged.set(reason, now());
    log({ level: "warning", message: `a client is turned away: ${reason}` });
  };
}
