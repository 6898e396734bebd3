import { failed, messageOf, ToolError } from "../errors.ts";

/** The manager's error for a plugin that can't be loaded, with the exit code and the hint of what caused it. */
export function loadError(error: unknown): ToolError {
  const message = messageOf(error);
  const cause = error instanceof Error ? error.cause : undefined;
  if (!(cause instanceof ToolError)) return failed(message, { cause: error });
  const { details, hint } = cause;
  return new ToolError(cause.exitCode, message, {
    ...(details === undefined ? {} : { details }),
    ...(hint === undefined ? {} : { hint }),
    cause: error,
  });
}
