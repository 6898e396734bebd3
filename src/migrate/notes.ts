import type { Span } from "../yaml/span.ts";
import { followed, type WrittenMap, type WrittenNode, writtenText } from "../yaml/written.ts";
import { DEAD_SETTINGS } from "./dead-settings.ts";
import { effectiveEntry, effectiveNode, effectiveText, keyOf } from "./effective.ts";
import type { FoundPlugin } from "./find-plugins.ts";
import { toCpex } from "./modes.ts";
import { findOvertaken, listNames, PHASES, type Turn } from "./phase-order.ts";
import type { MigrationNote } from "./plan.ts";
import type { PlannedDocument, TreeEdit } from "./plan-text.ts";

/** What changes at run time with the modes of a document: CPEX against the framework that it replaces. */
export function planNotes(
  source: string,
  document: PlannedDocument,
  edits: readonly TreeEdit[],
): readonly MigrationNote[] {
  const { plugins } = document.found;
  const inserts = edits.flatMap(({ target }) => (target?.kind === "insert" ? [target.map] : []));
  const withOnError = new Set(inserts);
  return [
    ...plugins.flatMap((plugin) => errorNotes(plugin, withOnError)),
    ...orderNotes(plugins),
    ...(document.root.kind === "map" ? settingNotes(document.root, source) : []),
  ];
}

function errorNotes(plugin: FoundPlugin, withOnError: ReadonlySet<WrittenMap>): readonly MigrationNote[] {
  const { map, name } = plugin;
  const span = spanOfMode(plugin);
  const mode = effectiveText(map, "mode");
  const make = (code: MigrationNote["code"], message: string): MigrationNote => ({ code, span, plugin: name, message });
  if (mode === "enforce_ignore_error") {
    const message = "where violations raise exceptions, one of this plugin now does too; it used to be returned";
    return [make("violation-raised", message)];
  }
  if (mode !== "permissive") return [];
  const notes = [make("state-merged", "what it writes to the global state is now kept; it used to be thrown away")];
  const isKept = [map, effectiveEntry(map, "mode")?.owner].some((owner) => owner && withOnError.has(owner));
  if (isKept || effectiveEntry(map, "on_error") !== undefined) return notes;
  const message =
    "an error or a timeout of it now stops the request; it used to be ignored ('on_error: ignore' keeps that)";
  return [make("errors-stop-request", message), ...notes];
}

interface LegacyTurn extends Turn {
  readonly plugin: FoundPlugin;
  readonly wasOld: boolean;
}

/** Plugins that now run after one that they used to run before: CPEX runs phase by phase, and by priority only inside one. */
function orderNotes(plugins: readonly FoundPlugin[]): readonly MigrationNote[] {
  const lists = groupByList(plugins);
  return [...lists.values()].flatMap((list) =>
    findOvertaken(turnsOf(list), (turn, by) => turn.wasOld || by.wasOld).map(({ plugin: { plugin }, by }) => {
      const names = listNames(by.map((one) => one.plugin.name ?? "a plugin without a name"));
      const message = `runs after ${names} now, and used to run before`;
      return { code: "order-changed", span: spanOfMode(plugin), plugin: plugin.name, message };
    }),
  );
}

function groupByList(plugins: readonly FoundPlugin[]): ReadonlyMap<string, readonly FoundPlugin[]> {
  const lists = new Map<string, FoundPlugin[]>();
  for (const plugin of plugins) {
    if (typeof plugin.path.at(-1) !== "number") continue;
    const list = JSON.stringify(plugin.path.slice(0, -1));
    const others = lists.get(list);
    if (others === undefined) lists.set(list, [plugin]);
    else others.push(plugin);
  }
  return lists;
}

/** The plugins that run; the old framework sorted them by priority, and as they are written. */
function turnsOf(plugins: readonly FoundPlugin[]): readonly LegacyTurn[] {
  return plugins.flatMap((plugin): LegacyTurn[] => {
    const mode = effectiveText(plugin.map, "mode") ?? "enforce";
    const cpex = toCpex({ mode, onError: undefined });
    const phase = (PHASES as readonly string[]).indexOf(cpex?.mode ?? mode);
    const priority = Number(effectiveText(plugin.map, "priority") ?? "100");
    if (phase === -1 || Number.isNaN(priority)) return [];
    return [{ plugin, phase, wasOld: cpex !== undefined, hooks: hooksOf(plugin), priority }];
  });
}

function hooksOf({ map }: FoundPlugin): ReadonlySet<string> {
  const hooks = effectiveNode(map, "hooks");
  const names = hooks?.kind === "list" ? hooks.items.map(writtenText) : [];
  return new Set(names.filter((name) => name !== undefined));
}

function settingNotes(root: WrittenNode & { readonly kind: "map" }, source: string): readonly MigrationNote[] {
  const settings = effectiveNode(root, "plugin_settings");
  // CPEX 0.2 reads plugin_settings again, for its routes.
  if (settings?.kind !== "map" || effectiveEntry(settings, "routing_enabled") !== undefined) return [];
  return settings.entries.flatMap((entry): MigrationNote[] => {
    const setting = DEAD_SETTINGS[keyOf(entry) ?? ""];
    const value = followed(entry.value);
    if (setting === undefined || value?.kind !== "scalar" || value.value.toLowerCase() === setting.standard) return [];
    const text = source.slice(value.span.start, value.span.end);
    const span = { start: entry.key.span.start, end: Math.max(entry.key.span.end, entry.value.span.end) };
    const message = `CPEX ignores plugin_settings: set ${setting.variable}=${text} in the environment`;
    return [{ code: "dead-setting", span, plugin: undefined, message }];
  });
}

function spanOfMode({ map }: FoundPlugin): Span {
  return effectiveEntry(map, "mode")?.entry.value.span ?? map.span;
}
