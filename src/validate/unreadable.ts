import { sep } from "node:path";
import { ExitCode, ToolError } from "../errors.ts";
import { shownPath } from "../files/shown-path.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { docsPage, RULE_DOCS } from "./docs.ts";

const CODE = "file/unreadable";
const START = { offset: 0, line: 1, column: 1 } as const;

/** Whether what was thrown is about one file or folder, so that the others can be checked all the same. */
export function isUnreadable(thrown: unknown): thrown is ToolError {
  return thrown instanceof ToolError && thrown.exitCode === ExitCode.failed;
}

/** What could not be checked: where there is something, the run is a failed one, whatever else was found. */
export function unreadableOf(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.filter(({ code }) => code === CODE);
}

/**
 * What can't be read, as a diagnostic: its paths are shown as those of the others are.
 *
 * @param path absolute
 */
export function unreadable(path: string, cwd: string, { message, hint }: ToolError): Diagnostic {
  return {
    code: CODE,
    severity: RULE_DOCS[CODE].severity,
    message: message.replaceAll(`${cwd}${sep}`, ""),
    help: hint ?? "Mend it, or name only what can be read.",
    file: shownPath(path, cwd) || ".",
    range: { start: START, end: START },
    related: [],
    docs: docsPage(CODE),
  };
}
