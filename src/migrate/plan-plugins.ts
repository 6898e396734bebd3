import type { Span } from "../yaml/span.ts";
import { followed, type WrittenMap, type WrittenScalar } from "../yaml/written.ts";
import { insertOnError, removeOnError, replaceScalar, type Replacement } from "./edit-mode.ts";
import { effectiveEntry, effectiveText, keyOf, type OwnedEntry, ownEntries, withMerged } from "./effective.ts";
import type { Found, FoundPlugin } from "./find-plugins.ts";
import { isMode, isSourceMode, modeInOtherCase, OLD_MODE_IN_TEXT, toCpex, toLegacy } from "./modes.ts";
import type { MigrateOptions, MigrationNote, MigrationProblem } from "./plan.ts";
import type { TreeEdit, Units } from "./plan-text.ts";

export interface PluginInput {
  readonly source: string;
  readonly found: Found;
  readonly document: number;
  readonly isTemplate: (span: Span) => boolean;
}

export interface PluginPlan {
  readonly edits: readonly TreeEdit[];
  readonly notes: readonly MigrationNote[];
  readonly problems: readonly MigrationProblem[];
}

/** A mode as it is written, once, and the plugins that have it from there. */
interface WrittenMode {
  readonly scalar: WrittenScalar;
  readonly places: OwnedEntry[];
  readonly plugins: FoundPlugin[];
}

/** The changes to the modes of the plugins of a document, each as often as it is written. */
export function planPlugins(input: PluginInput, options: MigrateOptions, units: Units): PluginPlan {
  const edits: TreeEdit[] = [];
  const notes: MigrationNote[] = [];
  const problems: MigrationProblem[] = [];
  const modes = writtenModes(input.found.plugins);
  for (const mode of modes.values()) {
    const { scalar, plugins } = mode;
    const plugin = plugins[0]?.name;
    const { span } = scalar;
    if (input.isTemplate(span)) {
      if (!OLD_MODE_IN_TEXT.test(input.source.slice(span.start, span.end))) continue;
      const message = "a template decides this mode and names an old one: change it where the value comes from";
      notes.push({ code: "template-mode", span, plugin, message });
      continue;
    }
    const word = options.fixCase ? (modeInOtherCase(scalar.value) ?? scalar.value) : scalar.value;
    if (isSourceMode(word, options.direction) || (word !== scalar.value && isMode(word))) {
      const planned = planMode(mode, word, input, options, units.next);
      if ("message" in planned) problems.push({ ...planned, span, plugin });
      else edits.push(...planned.edits);
      units.next++;
    } else if (!isMode(word)) {
      const meant = modeInOtherCase(word);
      const hint = meant === undefined ? "" : `; '${meant}' is one: --fix-case takes it for that`;
      const message = `'${scalar.value.trim()}' is not a mode, and CPEX refuses it${hint}`;
      problems.push({ code: "unknown-mode", severity: "warning", span, plugin, message });
    }
  }
  notes.push(...strayNotes(input.found, modes, options));
  return { edits, notes, problems };
}

function writtenModes(plugins: readonly FoundPlugin[]): ReadonlyMap<WrittenScalar, WrittenMode> {
  const modes = new Map<WrittenScalar, WrittenMode>();
  for (const plugin of plugins) {
    const effective = effectiveEntry(plugin.map, "mode");
    for (const owner of withMerged(plugin.map)) {
      for (const entry of ownEntries(owner, "mode")) {
        const scalar = followed(entry.value);
        if (scalar?.kind !== "scalar" || scalar.span.end === scalar.span.start) continue;
        const mode = modes.get(scalar) ?? { scalar, places: [], plugins: [] };
        modes.set(scalar, mode);
        if (!mode.places.some((place) => place.entry === entry)) mode.places.push({ entry, owner });
        if (effective?.entry === entry) mode.plugins.push(plugin);
      }
    }
  }
  return modes;
}

type ModePlan =
  | { readonly edits: readonly TreeEdit[] }
  | { readonly code: "no-old-mode"; readonly severity: "warning"; readonly message: string };

function planMode(
  mode: WrittenMode,
  word: string,
  input: PluginInput,
  options: MigrateOptions,
  unit: number,
): ModePlan {
  const { source, document } = input;
  const { scalar, plugins } = mode;
  const common = { document, unit, plugin: plugins[0]?.name, path: plugins[0]?.path ?? [] };
  const make = (
    rule: "mode" | "on-error",
    { span, after }: Replacement,
    reason: string,
    target: TreeEdit["target"],
  ): TreeEdit => ({
    rule,
    span,
    before: source.slice(span.start, span.end),
    after,
    reason,
    ...common,
    ...(target === undefined ? {} : { target }),
  });
  if (options.direction === "reverse") return planReverse(mode, word, input, make);
  const after = toCpex({ mode: word, onError: undefined })?.mode ?? word;
  const shared = mode.places.length > 1 || plugins.length > 1 ? `, for ${plugins.length} plugins` : "";
  const edit = make("mode", replaceScalar(source, scalar, after), `CPEX calls '${word}' '${after}'${shared}`, {
    kind: "scalar",
    scalar,
    value: after,
  });
  const reason = onErrorReason(word, options);
  const places = reason === undefined ? [] : onErrorPlaces(mode, input.found.plugins);
  const inserts = places.map(({ entry, owner }) =>
    make("on-error", insertOnError(source, owner, entry), reason ?? "", { kind: "insert", map: owner, after: entry }),
  );
  return { edits: [edit, ...inserts] };
}

function onErrorReason(word: string, { preserveBehavior }: MigrateOptions): string | undefined {
  if (word === "enforce_ignore_error") return "'enforce_ignore_error' let the request go on after an error";
  if (word === "permissive" && preserveBehavior) return "'permissive' let the request go on after an error";
  return undefined;
}

/** Where `on_error` has to be added so that each plugin with this mode has one, and no other. */
function onErrorPlaces({ plugins }: WrittenMode, all: readonly FoundPlugin[]): readonly OwnedEntry[] {
  const lacksOnError = ({ map }: FoundPlugin): boolean => effectiveEntry(map, "on_error") === undefined;
  const found = new Map<WrittenMap, OwnedEntry>();
  for (const { map } of plugins.filter(lacksOnError)) {
    const mode = effectiveEntry(map, "mode");
    if (mode === undefined) continue;
    const wouldLeak = (): boolean =>
      all.some(
        (other) => !plugins.includes(other) && lacksOnError(other) && withMerged(other.map).includes(mode.owner),
      );
    const merge = mode.owner === map || !wouldLeak() ? undefined : map.entries.find((entry) => keyOf(entry) === "<<");
    const place = merge === undefined ? mode : { entry: merge, owner: map };
    found.set(place.owner, place);
  }
  return [...found.values()];
}

function planReverse(
  { scalar, plugins }: WrittenMode,
  word: string,
  { source }: PluginInput,
  make: (rule: "mode" | "on-error", replacement: Replacement, reason: string, target: TreeEdit["target"]) => TreeEdit,
): ModePlan {
  const maps = plugins.map(({ map }) => map);
  const settings = new Set(maps.map((map) => effectiveText(map, "on_error")));
  const onError = [...settings][0];
  const legacy = settings.size > 1 ? undefined : toLegacy({ mode: word, onError });
  if (legacy === undefined) {
    const what = onError === undefined ? `'${word}'` : `'${word}' with 'on_error: ${onError}'`;
    return { code: "no-old-mode", severity: "warning", message: `the old framework has no mode for ${what}` };
  }
  const edit = make("mode", replaceScalar(source, scalar, legacy.mode), `CPEX reads '${legacy.mode}' as '${word}'`, {
    kind: "scalar",
    scalar,
    value: legacy.mode,
  });
  if (legacy.mode !== "enforce_ignore_error") return { edits: [edit] };
  const removals = maps.flatMap((map) => removalIn(map, source, make));
  return { edits: [edit, ...new Map(removals.map((removal) => [removal.span.start, removal])).values()] };
}

function removalIn(
  map: WrittenMap,
  source: string,
  make: (rule: "on-error", replacement: Replacement, reason: string, target: TreeEdit["target"]) => TreeEdit,
): readonly TreeEdit[] {
  const mode = effectiveEntry(map, "mode");
  const onError = effectiveEntry(map, "on_error");
  if (mode === undefined || onError === undefined || mode.owner !== onError.owner) return [];
  const removal = removeOnError(source, mode.owner, mode.entry);
  if (removal === undefined) return [];
  return [make("on-error", removal, "'enforce_ignore_error' says so", { kind: "remove", entry: onError.entry })];
}

function strayNotes(
  { strays }: Found,
  modes: ReadonlyMap<WrittenScalar, WrittenMode>,
  { direction }: MigrateOptions,
): readonly MigrationNote[] {
  return strays.flatMap(({ entry, isBinding }): MigrationNote[] => {
    const scalar = followed(entry.value);
    if (scalar?.kind !== "scalar" || modes.has(scalar) || !isSourceMode(scalar.value, direction)) return [];
    if (direction === "reverse" && !isBinding) return [];
    const { span } = scalar;
    if (isBinding) {
      const message = "this mode belongs to a binding that the gateway stores: it understands only the old modes there";
      return [{ code: "stored-binding", span, plugin: undefined, message }];
    }
    const message = `'${scalar.value}' stays: this is not known to be the mode of a plugin`;
    return [{ code: "not-a-plugin", span, plugin: undefined, message }];
  });
}
