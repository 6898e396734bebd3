import type { MigrateOptions, MigrationEdit, MigrationNote, MigrationProblem } from "./plan.ts";
import { allEdits, planText, type TreeEdit } from "./plan-text.ts";
import { type Chosen, prove } from "./prove.ts";

export interface MigratedText {
  /** The text with the edits made; the text itself when a problem is an error. */
  readonly output: string;
  /** In the order of the text; empty when a problem is an error. */
  readonly edits: readonly MigrationEdit[];
  readonly notes: readonly MigrationNote[];
  readonly problems: readonly MigrationProblem[];
}

/**
 * Migrates the plugin modes of a text: YAML, JSON, several documents, with Jinja or Helm templates. Never throws: a text
 * that can't be read, or whose result can't be proved right, comes back as it is with a problem that says why.
 *
 * @param chosen The units to make; by default all.
 */
export function migrateText(text: string, options: MigrateOptions, chosen: Chosen = () => true): MigratedText {
  const plan = planText(text, options, { next: 0 });
  const { notes, problems } = plan;
  if (problems.some(({ severity }) => severity === "error")) return { output: text, edits: [], notes, problems };
  const edits = allEdits(plan).filter(({ unit }) => chosen(unit));
  if (edits.length === 0) return { output: text, edits, notes, problems };
  const proof = prove(plan, options, chosen);
  const reason = "reason" in proof ? proof.reason : reverseProblem(text, proof.output, options);
  if (reason !== undefined || "reason" in proof) {
    const span = { start: 0, end: 0 };
    const message = `not migrated, as the result can't be proved right: ${reason}`;
    return {
      output: text,
      edits: [],
      notes,
      problems: [...problems, { code: "unproven", severity: "error", span, plugin: undefined, message }],
    };
  }
  return { output: proof.output, edits: edits.map(toData), notes, problems };
}

/** Going back is right when going forward leads to where going forward leads anyway. */
function reverseProblem(text: string, output: string, options: MigrateOptions): string | undefined {
  if (options.direction === "forward") return undefined;
  const forward = { ...options, direction: "forward" } as const;
  const again = migrateText(output, forward).output;
  return again === text || again === migrateText(text, forward).output
    ? undefined
    : "migrating it forward would not lead back to this text";
}

/** The edit as data: without the nodes of the tree that it was made from. */
function toData({ rule, span, before, after, reason, plugin, document, path, unit }: TreeEdit): MigrationEdit {
  return { rule, span, before, after, reason, plugin, document, path, unit };
}
