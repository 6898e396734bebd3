import type { ExitCode } from "../../../errors.ts";
import type { LogRecord } from "../../../plugin/instance.ts";
import type { ImplementationChoice } from "../../../runtime/choose.ts";
import { type PluginConfig, STATED } from "../../../runtime/config/plugin-config.ts";
import type { PluginSettings } from "../../../runtime/settings.ts";
import type { Invocation } from "../../tools/invoke-arguments.ts";
import type { ObservedCall } from "../observer.ts";
import type { ServedConfig } from "../served-config.ts";

/** What a worker is started with. */
export interface WorkerSetup {
  readonly plugins: readonly PlainEntry[];
  readonly base: string;
  readonly implementation: ImplementationChoice | undefined;
  readonly settings: PluginSettings;
  /** Whether calls are to be told of. */
  readonly observed: boolean;
}

/** An entry of a config without its symbol, which JSON does not have. */
export interface PlainEntry {
  readonly entry: PluginConfig;
  readonly stated: readonly string[];
}

/** What a worker is told, by kind. */
export interface ToWorker {
  readonly setup: WorkerSetup;
  readonly run: Invocation;
  /** Shut the plugins down, and end. */
  readonly close: null;
}

/** What a worker tells, by kind. */
export interface FromWorker {
  readonly ready: readonly ServedConfig[];
  readonly refused: LoadFailure;
  readonly reply: unknown;
  readonly observed: ObservedCall;
  readonly log: LogRecord;
}

/** A {@link ToolError} in a form that passes from process to process. */
export interface LoadFailure {
  readonly exitCode: ExitCode;
  readonly message: string;
  readonly details?: string | undefined;
  readonly hint?: string | undefined;
}

/** The descriptor by which a worker reads what it is told, and tells what it has to. */
export const CHANNEL_FD = 3;

/** How long a worker is given to shut its plugins down; one that hangs in that must not outlive the server. */
export const CLOSE_MS = 5000;

/** The size of a line beyond which the other side counts as broken; a call that is let in is far below. */
export const MAX_LINE_BYTES = 256 * 1024 * 1024;

/** A message as a line: kind, number of the call where there is one, and JSON, which may be at hand already. */
export function writeLine(kind: string, json: string, id = 0): string {
  return `${kind} ${id} ${json}`;
}

/** The parts of a line; the JSON is not looked at. */
export function readLine(line: string): { readonly kind: string; readonly id: number; readonly json: string } {
  const kindEnd = line.indexOf(" ");
  const idEnd = line.indexOf(" ", kindEnd + 1);
  return { kind: line.slice(0, kindEnd), id: Number(line.slice(kindEnd + 1, idEnd)), json: line.slice(idEnd + 1) };
}

export function toPlain(entry: PluginConfig): PlainEntry {
  return { entry, stated: entry[STATED] };
}

export function fromPlain({ entry, stated }: PlainEntry): PluginConfig {
  return { ...entry, [STATED]: stated };
}
