import { messageOf, ToolError } from "../errors.ts";
import type { Style } from "./style.ts";

/** An error as the user reads it: what happened, the details as they came, and what to do. A bug shows its stack. */
export function renderError(error: unknown, style: Style): string {
  if (!(error instanceof ToolError)) return renderBug(error, style);
  const lines = [`${style.bad("error:")} ${error.message}`];
  if (error.details !== undefined) lines.push("", ...error.details.split("\n").map((line) => `  ${line}`), "");
  if (error.hint !== undefined) lines.push(`${style.accent("help:")} ${error.hint}`);
  return `${lines.join("\n")}\n`;
}

function renderBug(error: unknown, style: Style): string {
  const stack = error instanceof Error && error.stack !== undefined ? error.stack : messageOf(error);
  return [
    `${style.bad("error:")} this is a bug in mcpplugins: ${messageOf(error)}`,
    "",
    stack,
    "",
    `${style.accent("help:")} please report it with the text above and the command that you ran.`,
    "",
  ].join("\n");
}
