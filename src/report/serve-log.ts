import type { LogRecord } from "../plugin/instance.ts";

/** A log line of a server: one JSON object. */
export function renderLogLine({ level, message }: LogRecord, time: Date): string {
  return JSON.stringify({ time: time.toISOString(), level, message });
}
