/** Exit codes of every command; the same numbers as CPEX's own CLI. */
export const ExitCode = {
  /** Done, and nothing to report. */
  ok: 0,
  /** Done, with findings: diagnostics, differences, a regression. */
  findings: 1,
  /** The arguments make no sense. */
  usage: 2,
  /** A path or plugin was not found, or nothing matched. */
  notFound: 3,
  /** The operation failed: toolchain, build, input or output, network. */
  failed: 4,
  /** Interrupted by Ctrl-C (128 + SIGINT). */
  interrupted: 130,
} as const;

export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

export interface ToolErrorOptions {
  /** What the user can do about it, as a full sentence or a command. */
  hint?: string;
  /** Extra lines shown as they are, such as a compiler's own message. */
  details?: string;
  cause?: unknown;
}

/** An error the user can act on: printed as message, details and hint, without a stack. Anything else is a bug. */
export class ToolError extends Error {
  override readonly name = "ToolError";
  readonly exitCode: ExitCode;
  readonly hint: string | undefined;
  readonly details: string | undefined;

  constructor(exitCode: ExitCode, message: string, options: ToolErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.exitCode = exitCode;
    this.hint = options.hint;
    this.details = options.details;
  }
}

/** The arguments are wrong (exit 2). */
export function usageError(message: string, options?: ToolErrorOptions): ToolError {
  return new ToolError(ExitCode.usage, message, options);
}

/** A path or plugin does not exist (exit 3). */
export function notFound(message: string, options?: ToolErrorOptions): ToolError {
  return new ToolError(ExitCode.notFound, message, options);
}

/** The work could not be done (exit 4). */
export function failed(message: string, options?: ToolErrorOptions): ToolError {
  return new ToolError(ExitCode.failed, message, options);
}

/** The message of anything that was thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** Node's error code (`ENOENT`), where there is one. */
export function codeOf(thrown: unknown): string | undefined {
  const code = thrown instanceof Error ? (thrown as NodeJS.ErrnoException).code : undefined;
  return typeof code === "string" ? code : undefined;
}
