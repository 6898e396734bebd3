import type { PluginContext } from "../../plugin/context.ts";
import { ALLOW } from "../../plugin/result.ts";
import { sharedPath, TextGroup } from "../../plugin/text/group.ts";
import type { HookRef } from "./registry.ts";

/** A plugin's place in a group of text plugins that can be asked in one crossing. */
export interface Seat {
  readonly group: TextGroup;
  /** 0 for the one that asks; the others follow in the order they run. */
  readonly place: number;
}

/**
 * What one hook call knows from a crossing that asked several plugins: which of them have nothing to say about which
 * payload. It holds for that very payload, which is frozen, so a plugin in between that returns another one voids it.
 */
export class Crossing {
  #group: TextGroup | undefined;
  #payload: unknown;
  #quiet = 0;

  /** Whether it is known that a plugin would let the payload pass as it is. */
  isQuiet({ seat }: HookRef, payload: unknown): boolean {
    if (seat === undefined || seat.place === 0) return false;
    return seat.place <= this.#quiet && seat.group === this.#group && payload === this.#payload;
  }

  /** Runs a plugin, or answers for it where its answer is known. */
  invoke(ref: HookRef, payload: unknown, context: PluginContext): unknown {
    const { hook, plugin, seat } = ref;
    if (seat?.place !== 0) return this.isQuiet(ref, payload) ? ALLOW : plugin.instance.invoke(hook, payload, context);
    const { group } = seat;
    this.#group = undefined;
    const answer = group.invoke(payload, context);
    this.#group = group;
    this.#payload = payload;
    this.#quiet = group.quiet;
    return answer;
  }
}

/** Seats plugins that run one right after the other, and for every payload, where they can be asked together. */
export function seatGroups(refs: readonly HookRef[]): readonly HookRef[] {
  const runs: HookRef[][] = [];
  for (const ref of refs) {
    const run = runs.at(-1);
    const path = pathOf(ref);
    if (run !== undefined && path !== undefined && path === pathOf(run[0])) run.push(ref);
    else runs.push([ref]);
  }
  return runs.flatMap(seatRun);
}

/** A plugin with conditions may not run at all, so that others would ask it in vain. */
function pathOf(ref: HookRef | undefined): string | undefined {
  const text = ref?.plugin.instance.text;
  return ref === undefined || text === undefined || ref.matches !== undefined ? undefined : sharedPath(ref.hook, text);
}

function seatRun(run: readonly HookRef[]): readonly HookRef[] {
  const [first] = run;
  const texts = run.flatMap(({ plugin }) => plugin.instance.text ?? []);
  const group = first === undefined ? undefined : TextGroup.of(first.hook, texts);
  return group === undefined ? run : run.map((ref, place) => ({ ...ref, seat: { group, place } }));
}
