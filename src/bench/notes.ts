import type { Comparison } from "./compare.ts";
import type { Environment } from "./environment.ts";

/** Something that makes the figures worth less than they look. */
export type Note =
  | { readonly code: "debug-addon"; readonly profile: string }
  | { readonly code: "noisy"; readonly noiseFloor: number };

const NOISY = 0.1;

export function notesOf(
  { overall }: Pick<Comparison, "overall">,
  { native }: Pick<Environment, "native">,
): readonly Note[] {
  const notes: Note[] = [];
  if (native.profile !== "release") notes.push({ code: "debug-addon", profile: native.profile });
  if (overall !== undefined && overall.noiseFloor > NOISY) {
    notes.push({ code: "noisy", noiseFloor: overall.noiseFloor });
  }
  return notes;
}
