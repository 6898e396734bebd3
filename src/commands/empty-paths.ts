import type { Command, Option } from "commander";
import { type ToolError, usageError } from "../errors.ts";

/** The words for a path, or for what may be one, where commands declare their arguments and flags. */
const PATHS: ReadonlySet<string> = new Set([
  "dir",
  "file",
  "interpreter",
  "json|file",
  "path",
  "plugin",
  "repo",
  "what",
]);

/**
 * Refuses paths that are empty: each would be the current folder, which nobody means who gives a shell variable without
 * a value.
 *
 * @throws {ToolError} exit 2 that names each of them.
 */
export function refuseEmptyPaths(command: Command): void {
  const empty = [...emptyArguments(command), ...emptyFlags(command)];
  if (empty.length > 0) throw emptyPaths(empty);
}

/** The error for arguments and flags that should hold a path. */
export function emptyPaths(names: readonly string[]): ToolError {
  return usageError(names.map((name) => `${name} is empty`).join("\n"), {
    hint: "Leave it out, or name a path. Perhaps a shell variable has no value.",
  });
}

function emptyArguments({ args, registeredArguments }: Command): readonly string[] {
  return args.flatMap((value, index) => {
    // The last one stands for all that follow it.
    const name = (registeredArguments[index] ?? registeredArguments.at(-1))?.name() ?? "";
    return value === "" && PATHS.has(name) ? [`argument ${index + 1} (${name})`] : [];
  });
}

function emptyFlags(command: Command): readonly string[] {
  const values = new Map<string, unknown>(Object.entries(command.optsWithGlobals()));
  return [...command.options, ...(command.parent?.options ?? [])]
    .filter((option) => values.get(option.attributeName()) === "" && takesPath(option))
    .map(({ long }) => long ?? "");
}

/** A flag that may stand alone takes for its value the path behind it. */
function takesPath({ flags, optional }: Option): boolean {
  return optional || PATHS.has(/<([^>]+)>/.exec(flags)?.[1] ?? "");
}
