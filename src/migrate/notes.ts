import type { Span } from "../yaml/span.ts";
import { followed, type WrittenMap, type WrittenNode, writtenText } from "../yaml/written.ts";
import { effectiveEntry, effectiveNode, effectiveText, keyOf } from "./effective.ts";
import type { FoundPlugin } from "./find-plugins.ts";
import { toCpex } from "./modes.ts";
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

const PHASES = ["sequential", "transform", "audit", "concurrent", "fire_and_forget"];
/** Names in one message. */
const SHOWN = 20;

interface Ordered {
  readonly plugin: FoundPlugin;
  readonly phase: number;
  readonly wasOld: boolean;
  readonly hooks: ReadonlySet<string>;
}

/** Plugins that now run after one that they used to run before: CPEX runs phase by phase, and by priority only inside one. */
function orderNotes(plugins: readonly FoundPlugin[]): readonly MigrationNote[] {
  const lists = groupByList(plugins);
  return [...lists.values()].flatMap((list) => {
    const ordered = inLegacyOrder(list);
    return ordered.flatMap((earlier, index): MigrationNote[] => {
      if (earlier.phase === 0) return [];
      const overtaken = findOvertaking(earlier, ordered, index);
      if (overtaken.length === 0) return [];
      const names = overtaken.slice(0, SHOWN).map(({ plugin }) => plugin.name ?? "a plugin without a name");
      const more = overtaken.length > SHOWN ? " and more" : "";
      const message = `runs after ${names.join(", ")}${more} now, and used to run before`;
      return [{ code: "order-changed", span: spanOfMode(earlier.plugin), plugin: earlier.plugin.name, message }];
    });
  });
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

/** The plugins that run, as the old framework sorted them: by priority, and as they are written. */
function inLegacyOrder(plugins: readonly FoundPlugin[]): readonly Ordered[] {
  const running = plugins.flatMap((plugin): (Ordered & { readonly priority: number })[] => {
    const mode = effectiveText(plugin.map, "mode") ?? "enforce";
    const cpex = toCpex({ mode, onError: undefined });
    const phase = PHASES.indexOf(cpex?.mode ?? mode);
    const priority = Number(effectiveText(plugin.map, "priority") ?? "100");
    if (phase === -1 || Number.isNaN(priority)) return [];
    return [{ plugin, phase, wasOld: cpex !== undefined, hooks: hooksOf(plugin), priority }];
  });
  return running.sort((a, b) => a.priority - b.priority);
}

function hooksOf({ map }: FoundPlugin): ReadonlySet<string> {
  const hooks = effectiveNode(map, "hooks");
  const names = hooks?.kind === "list" ? hooks.items.map(writtenText) : [];
  return new Set(names.filter((name) => name !== undefined));
}

function findOvertaking(earlier: Ordered, ordered: readonly Ordered[], index: number): readonly Ordered[] {
  const found: Ordered[] = [];
  for (let at = index + 1; at < ordered.length && found.length <= SHOWN; at++) {
    const later = ordered[at];
    if (later === undefined) break;
    const isOvertaking = later.phase < earlier.phase && (later.wasOld || earlier.wasOld);
    if (isOvertaking && [...later.hooks].some((hook) => earlier.hooks.has(hook))) found.push(later);
  }
  return found;
}

/** The settings that CPEX 0.1 takes from the environment instead, with the old framework's defaults. */
const SETTINGS: Readonly<Record<string, { readonly variable: string; readonly standard: string }>> = {
  plugin_timeout: { variable: "PLUGINS_PLUGIN_TIMEOUT", standard: "30" },
  fail_on_plugin_error: { variable: "PLUGINS_FAIL_ON_PLUGIN_ERROR", standard: "false" },
  execution_pool: { variable: "PLUGINS_EXECUTION_POOL", standard: "" },
  ssrf_protection_enabled: { variable: "PLUGINS_SSRF_PROTECTION_ENABLED", standard: "true" },
};

function settingNotes(root: WrittenNode & { readonly kind: "map" }, source: string): readonly MigrationNote[] {
  const settings = effectiveNode(root, "plugin_settings");
  // CPEX 0.2 reads plugin_settings again, for its routes.
  if (settings?.kind !== "map" || effectiveEntry(settings, "routing_enabled") !== undefined) return [];
  return settings.entries.flatMap((entry): MigrationNote[] => {
    const setting = SETTINGS[keyOf(entry) ?? ""];
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
