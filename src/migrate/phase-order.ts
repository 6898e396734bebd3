/** The phases in which CPEX runs the plugins of a hook, in their order; priorities count only inside one. */
export const PHASES = ["sequential", "transform", "audit", "concurrent", "fire_and_forget"] as const;

/** A plugin that runs, as far as its turn depends on it. */
export interface Turn {
  /** An index of {@link PHASES}. */
  readonly phase: number;
  /** Lower is earlier. */
  readonly priority: number;
  readonly hooks: ReadonlySet<string>;
}

/** A plugin, and those that run before it although priorities say otherwise. */
export interface Overtaken<T extends Turn> {
  readonly plugin: T;
  /** At most {@link MOST_SHOWN} and one. */
  readonly by: readonly T[];
}

/** Names in one message. */
export const MOST_SHOWN = 20;

/**
 * The plugins that run after one of a later priority on the same hook, as that one is in an earlier phase.
 *
 * @param counts Whether a pair is of interest.
 */
export function findOvertaken<T extends Turn>(
  plugins: readonly T[],
  counts: (plugin: T, by: T) => boolean,
): readonly Overtaken<T>[] {
  const ordered = [...plugins].sort((a, b) => a.priority - b.priority);
  return ordered.flatMap((plugin, index) => {
    const by = plugin.phase === 0 ? [] : overtaking(plugin, ordered, index, counts);
    return by.length === 0 ? [] : [{ plugin, by }];
  });
}

function overtaking<T extends Turn>(
  plugin: T,
  ordered: readonly T[],
  index: number,
  counts: (plugin: T, by: T) => boolean,
): readonly T[] {
  const found: T[] = [];
  for (let at = index + 1; at < ordered.length && found.length <= MOST_SHOWN; at++) {
    const later = ordered[at];
    if (later === undefined || later.phase >= plugin.phase || !counts(plugin, later)) continue;
    if ([...later.hooks].some((hook) => plugin.hooks.has(hook))) found.push(later);
  }
  return found;
}

/** Names in a message: `a, b and more`. */
export function listNames(names: readonly string[]): string {
  return `${names.slice(0, MOST_SHOWN).join(", ")}${names.length > MOST_SHOWN ? " and more" : ""}`;
}
