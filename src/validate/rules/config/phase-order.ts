import { findOvertaken, listNames, PHASES, type Turn } from "../../../migrate/phase-order.ts";
import { entryOf, type YamlEntry } from "../../../yaml/node.ts";
import { placeOf } from "../../model/check-shape.ts";
import { hooksOf, priorityOf, runOf } from "../../plugin-facts.ts";
import { nameOf, type PluginEntry } from "../../plugins.ts";
import { defineRule } from "../../rule.ts";

interface PluginTurn extends Turn {
  readonly plugin: PluginEntry;
  readonly mode: YamlEntry | undefined;
}

/** Places in one diagnostic. */
const MOST_RELATED = 3;

/**
 * A transform plugin that runs after sequential ones although its priority comes first: CPEX runs mode by mode. The modes after
 * transform are made to come late.
 */
export const phaseOrder = defineRule({
  code: "config/phase-order",
  check({ plugins }) {
    const turns = plugins.flatMap(turnOf);
    return findOvertaken(turns, isOfInterest).map(({ plugin: { plugin, phase, mode, priority }, by }) => {
      const names = listNames(by.map((one) => nameOf(one.plugin)));
      const message = `${nameOf(plugin)} has priority ${priority} and runs after ${names}: CPEX runs all sequential plugins of a hook before any in the mode ${PHASES[phase] ?? ""}`;
      const related = by.slice(0, MOST_RELATED).flatMap(({ plugin: other, priority: later }) => {
        const name = entryOf(other.map, "name");
        return name === undefined ? [] : [{ span: placeOf(name), message: `runs first, with priority ${later}` }];
      });
      const span = mode === undefined ? plugin.map.span : placeOf(mode);
      return { span, scope: plugin.map.span, message, related, help: HELP };
    });
  },
});

const HELP = "If the others must see what it changed, make it sequential too: priorities then decide.";

function turnOf(plugin: PluginEntry): readonly PluginTurn[] {
  const phase = (PHASES as readonly string[]).indexOf(runOf(plugin).mode ?? "");
  const priority = priorityOf(plugin);
  if (phase === -1 || priority === undefined) return [];
  const mode = entryOf(plugin.map, "mode");
  return [{ plugin, phase, priority, hooks: new Set(hooksOf(plugin)), mode }];
}

const TRANSFORM = PHASES.indexOf("transform");

function isOfInterest(plugin: PluginTurn, by: PluginTurn): boolean {
  return plugin.phase === TRANSFORM && by.phase < TRANSFORM;
}
