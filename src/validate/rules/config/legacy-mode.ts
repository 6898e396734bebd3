import { DEFAULT_OPTIONS, type MigrationEdit } from "../../../migrate/plan.ts";
import { entryOf, textOf } from "../../../yaml/node.ts";
import { overlaps, type Span } from "../../../yaml/span.ts";
import { asSafe, type Fix, replaceWord } from "../../fix.ts";
import { LEGACY_MODES } from "../../model/config-model.ts";
import { entriesOf } from "../../plugins.ts";
import { defineRule, type Finding } from "../../rule.ts";

/** A mode of the old framework: CPEX 0.1 still translates it, later versions refuse it. */
export const legacyMode = defineRule({
  code: "config/legacy-mode",
  async check({ plugins, document }) {
    const findings: Finding[] = [];
    let edits: readonly MigrationEdit[] | undefined;
    for (const { plugin, entry } of entriesOf(plugins, "mode")) {
      const old = textOf(entry.value) ?? "";
      const replacement = Object.hasOwn(LEGACY_MODES, old) ? LEGACY_MODES[old] : undefined;
      if (replacement === undefined) continue;
      const hasOnError = entryOf(plugin.map, "on_error") !== undefined;
      const message = `'${old}' is a mode of the old framework; CPEX 0.1 reads it as '${replacement.mode}', CPEX 0.2 refuses it`;
      const { span } = entry.value;
      const isOneWord = replacement.onError === undefined || hasOnError;
      if (!isOneWord) edits ??= await migrationOf(document.text);
      const fix = isOneWord
        ? asSafe(replaceWord(document.text, span, old, replacement.mode))
        : fixFrom(edits ?? [], span);
      findings.push({ span, message, help: helpFor(old, replacement, hasOnError), ...fix });
    }
    return findings;
  },
});

/** What `migrate-config` does: it is loaded for modes that become two lines. */
async function migrationOf(text: string): Promise<readonly MigrationEdit[]> {
  const { migrateText } = await import("../../../migrate/migrate-text.ts");
  return migrateText(text, { ...DEFAULT_OPTIONS, comments: false }).edits;
}

/** The edits of a mode that belong together: CPEX reads the same before and after. */
function fixFrom(edits: readonly MigrationEdit[], span: Span): { readonly fix?: Fix } {
  const mode = edits.find((edit) => edit.rule === "mode" && overlaps(edit.span, span));
  if (mode === undefined) return {};
  const together = edits.filter(({ unit }) => unit === mode.unit);
  const title = `Write ${together.map(({ after }) => `'${after.trim().replace(/^,\s*/, "")}'`).join(" and ")}`;
  return { fix: { title, safe: true, edits: together.map((edit) => ({ span: edit.span, text: edit.after })) } };
}

function helpFor(old: string, { mode, onError }: { mode: string; onError?: string }, hasOnError: boolean): string {
  if (hasOnError) return `Write 'mode: ${mode}'.`;
  if (onError !== undefined) return `Write 'mode: ${mode}' and 'on_error: ${onError}'.`;
  if (old !== "permissive") return `Write 'mode: ${mode}'.`;
  return `Write 'mode: ${mode}'. A permissive plugin's errors used to be ignored and now fail the request: add 'on_error: ignore' to keep that.`;
}
