import type { AddonIdentity } from "./environment.ts";

/** Something that makes the figures worth less than they look. */
export type Note =
  | { readonly code: "debug-addon"; readonly profile: string }
  | { readonly code: "noisy"; readonly noiseFloor: number };

const NOISY = 0.1;

/**
 * @param noiseFloor the median of the scenarios' noise floors, where there is one.
 * @param native the addon that was timed, if one was.
 */
export function notesOf(noiseFloor: number | undefined, native: AddonIdentity | undefined): readonly Note[] {
  const notes: Note[] = [];
  if (native !== undefined && native.profile !== "release")
    notes.push({ code: "debug-addon", profile: native.profile });
  if (noiseFloor !== undefined && noiseFloor > NOISY) notes.push({ code: "noisy", noiseFloor });
  return notes;
}
