import { readWritten } from "../yaml/read-written.ts";
import {
  type WrittenEntry,
  type WrittenMap,
  type WrittenNode,
  type WrittenScalar,
  writtenText,
} from "../yaml/written.ts";
import { blockText } from "../yaml/block-text.ts";
import { effectiveEntry, effectiveText, keyOf, withMerged } from "./effective.ts";
import { maskTemplates } from "../yaml/mask-templates.ts";
import { type ModeSetting, toCpex } from "./modes.ts";
import { type MigrateOptions, splice } from "./plan.ts";
import { allEdits, type PlannedDocument, type TextPlan, type TreeEdit } from "./plan-text.ts";

export type Proof = { readonly output: string } | { readonly reason: string };

/** Whether the edits of a unit are to be made. */
export type Chosen = (unit: number) => boolean;

/**
 * Makes the edits and reads the result again: it must be the old tree with exactly these changes, and every plugin must
 * have the mode and the `on_error` that CPEX gives it for its old mode.
 */
export function prove(plan: TextPlan, options: MigrateOptions, chosen: Chosen): Proof {
  const isChosen = ({ unit }: TreeEdit): boolean => chosen(unit);
  const output = splice(plan.source, allEdits(plan).filter(isChosen));
  const inner = plan.inner.map((each) => ({ each, proof: prove(each.plan, options, chosen) }));
  for (const { proof } of inner) if ("reason" in proof) return proof;
  const stream = readWritten(maskTemplates(output).text);
  if ("problem" in stream) return { reason: `the result would not be YAML: ${stream.problem.message}` };
  if (stream.documents.length !== plan.documents.length) return { reason: "the result would have other documents" };
  const texts = new Map(inner.map(({ each, proof }) => [each.scalar, "output" in proof ? proof.output : ""]));
  const comparison = new Comparison(output, plan.edits.filter(isChosen), texts, options);
  for (const [index, document] of plan.documents.entries()) {
    const after = stream.documents[index];
    const reason = after === undefined ? "a document is gone" : comparison.document(document, after.root);
    if (reason !== undefined) return { reason };
  }
  return { output };
}

class Comparison {
  readonly #output: string;
  readonly #options: MigrateOptions;
  readonly #texts: ReadonlyMap<WrittenScalar, string>;
  readonly #scalars = new Map<WrittenScalar, string>();
  readonly #inserted = new Map<WrittenEntry, WrittenMap>();
  readonly #removed = new Set<WrittenEntry>();
  /** Maps in which something is changed themselves, and may be merged only into plugins. */
  readonly #changed = new Set<WrittenMap>();
  #plugins: ReadonlySet<WrittenMap> = new Set();
  #modeValues: ReadonlySet<WrittenNode> = new Set();

  constructor(
    output: string,
    edits: readonly TreeEdit[],
    texts: ReadonlyMap<WrittenScalar, string>,
    options: MigrateOptions,
  ) {
    this.#output = output;
    this.#options = options;
    this.#texts = texts;
    for (const { target } of edits) {
      if (target?.kind === "scalar") this.#scalars.set(target.scalar, target.value);
      else if (target?.kind === "insert") this.#inserted.set(target.after, target.map);
      else if (target?.kind === "remove") this.#removed.add(target.entry);
    }
  }

  /** Why a document is not the one it should be; undefined when it is. */
  document({ root, found }: PlannedDocument, after: WrittenNode): string | undefined {
    const bases = found.plugins.flatMap(({ map }) => withMerged(map));
    this.#plugins = new Set(found.plugins.map(({ map }) => map));
    const modes = bases.flatMap((map) => map.entries.filter((entry) => keyOf(entry) === "mode"));
    this.#modeValues = new Set(modes.map(({ value }) => value));
    for (const base of bases) this.#changed.add(base);
    return this.#node(root, after, []);
  }

  #node(before: WrittenNode, after: WrittenNode, path: readonly string[]): string | undefined {
    const at = path.length === 0 ? "the document" : path.join(".");
    if (before.kind === "scalar") return this.#scalar(before, after) ? undefined : `${at} would change`;
    if (before.kind === "alias") {
      const isShared =
        before.target?.kind === "scalar" && this.#scalars.has(before.target) && !this.#modeValues.has(before);
      if (isShared) return `${at} has its value from the mode of a plugin and would change`;
      return after.kind === "alias" && after.name === before.name ? undefined : `${at} would change`;
    }
    if (before.kind === "list") return this.#list(before.items, after, path, at);
    return this.#map(before, after, path, at);
  }

  #scalar(before: WrittenScalar, after: WrittenNode): boolean {
    if (after.kind !== "scalar" || after.style !== before.style || after.tag !== before.tag) return false;
    const text = this.#texts.get(before);
    if (text !== undefined) return blockText(this.#output, after)?.text === text;
    const expected = this.#scalars.get(before);
    if (expected === undefined) return after.value === before.value;
    return before.style === "literal" || before.style === "folded"
      ? after.value.trim() === expected
      : after.value === expected;
  }

  #list(before: readonly WrittenNode[], after: WrittenNode, path: readonly string[], at: string): string | undefined {
    if (after.kind !== "list" || after.items.length !== before.length) return `${at} would change`;
    for (const [index, item] of before.entries()) {
      const other = after.items[index];
      const reason = other === undefined ? at : this.#node(item, other, [...path, String(index)]);
      if (reason !== undefined) return reason;
    }
    return undefined;
  }

  #map(before: WrittenMap, after: WrittenNode, path: readonly string[], at: string): string | undefined {
    if (after.kind !== "map" || after.flow !== before.flow) return `${at} would change`;
    let index = 0;
    for (const entry of before.entries) {
      if (this.#removed.has(entry)) continue;
      const other = after.entries[index++];
      if (other === undefined) return `${at} would lose an entry`;
      const inside = [...path, keyOf(entry) ?? "?"];
      const reason = this.#node(entry.key, other.key, inside) ?? this.#node(entry.value, other.value, inside);
      if (reason !== undefined) return reason;
      if (this.#inserted.get(entry) !== before) continue;
      const added = after.entries[index++];
      if (added === undefined || keyOf(added) !== "on_error" || writtenText(added.value) !== "ignore") {
        return `${at} would not get its on_error`;
      }
    }
    if (index !== after.entries.length) return `${at} would get an entry`;
    return this.#meaning(before, after) ? undefined : `${at} would not mean the same`;
  }

  /** Whether mode and on_error are right where the map is used, with all that it merges. */
  #meaning(before: WrittenMap, after: WrittenMap): boolean {
    const old = settingOf(before);
    const now = settingOf(after);
    const isSame = old.mode === now.mode && old.onError === now.onError;
    if (!this.#plugins.has(before)) return isSame || this.#changed.has(before);
    // Backwards, the whole text is migrated again instead.
    if (isSame || this.#options.direction === "reverse") return true;
    const { fixCase, preserveBehavior } = this.#options;
    const mode = fixCase ? old.mode.trim().toLowerCase() : old.mode;
    const expected = toCpex({ mode, onError: old.onError }) ?? { mode, onError: old.onError };
    const keepsErrors = preserveBehavior && mode === "permissive";
    return (
      now.mode === expected.mode && now.onError === (keepsErrors ? (expected.onError ?? "ignore") : expected.onError)
    );
  }
}

function settingOf(map: WrittenMap): ModeSetting {
  const onError = effectiveEntry(map, "on_error")?.entry.value;
  // An empty on_error is still one: CPEX refuses it, and adds none.
  return { mode: effectiveText(map, "mode")?.trim() ?? "", onError: onError && (writtenText(onError) ?? "") };
}
