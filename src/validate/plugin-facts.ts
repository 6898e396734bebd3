import { entryOf, isUnknown, textOf } from "../yaml/node.ts";
import { LEGACY_MODES, MODES } from "./model/config-model.ts";
import type { PluginEntry } from "./plugins.ts";

/** What CPEX makes of a plugin's `mode` and `on_error`; undefined parts are not known, or not a value that it takes. */
export interface PluginRun {
  readonly mode: string | undefined;
  readonly onError: string | undefined;
}

/** How a plugin runs: the modes of the old framework are read as CPEX reads them, and defaults are filled in. */
export function runOf({ map }: PluginEntry): PluginRun {
  const mode = entryOf(map, "mode");
  const onError = entryOf(map, "on_error");
  const written = mode === undefined ? "sequential" : (textOf(mode.value) ?? "");
  const legacy = Object.hasOwn(LEGACY_MODES, written) ? LEGACY_MODES[written] : undefined;
  const known = legacy?.mode ?? ((MODES as readonly string[]).includes(written) ? written : undefined);
  return { mode: known, onError: onError === undefined ? (legacy?.onError ?? "fail") : textOf(onError.value) };
}

/** The hooks that a plugin names and whose names are known; without the key, an external plugin's server says them. */
export function hooksOf({ map }: PluginEntry): readonly string[] {
  const hooks = entryOf(map, "hooks")?.value;
  if (hooks?.kind !== "list") return [];
  return hooks.items.flatMap(({ value }) => textOf(value) ?? []);
}

/** Whether every hook of a plugin is written in its list. */
export function knowsAllHooks({ map }: PluginEntry): boolean {
  const hooks = entryOf(map, "hooks")?.value;
  return hooks?.kind === "list" && hooks.items.every(({ value }) => !isUnknown(value));
}

/** The priority of a plugin, lower being earlier; undefined when it is not a whole number that is known. */
export function priorityOf({ map }: PluginEntry): number | undefined {
  const priority = entryOf(map, "priority")?.value;
  if (priority === undefined) return 100;
  if (priority.kind !== "scalar") return undefined;
  const { value } = priority;
  if (value.type === "integer") return Number(value.value);
  const number = value.type === "string" || value.type === "float" ? Number(value.value) : Number.NaN;
  return Number.isInteger(number) ? number : undefined;
}
