import { entryOf, textOf } from "../../../yaml/node.ts";
import { LEGACY_MODES } from "../../model/config-model.ts";
import { entriesOf } from "../../plugins.ts";
import { defineRule } from "../../rule.ts";

/** A mode of the old framework: CPEX 0.1 still translates it, later versions refuse it. */
export const legacyMode = defineRule({
  code: "config/legacy-mode",
  check({ plugins }) {
    return [...entriesOf(plugins, "mode")].flatMap(({ plugin, entry }) => {
      const old = textOf(entry.value) ?? "";
      const replacement = Object.hasOwn(LEGACY_MODES, old) ? LEGACY_MODES[old] : undefined;
      if (replacement === undefined) return [];
      const hasOnError = entryOf(plugin.map, "on_error") !== undefined;
      const message = `'${old}' is a mode of the old framework; CPEX 0.1 reads it as '${replacement.mode}', CPEX 0.2 refuses it`;
      return [{ span: entry.value.span, message, help: helpFor(old, replacement, hasOnError) }];
    });
  },
});

function helpFor(old: string, { mode, onError }: { mode: string; onError?: string }, hasOnError: boolean): string {
  if (hasOnError) return `Write 'mode: ${mode}'.`;
  if (onError !== undefined) return `Write 'mode: ${mode}' and 'on_error: ${onError}'.`;
  if (old !== "permissive") return `Write 'mode: ${mode}'.`;
  return `Write 'mode: ${mode}'. A permissive plugin's errors used to be ignored and now fail the request: add 'on_error: ignore' to keep that.`;
}
