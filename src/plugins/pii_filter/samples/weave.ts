import type { Density } from "../../../plugin/index.ts";
import { type PersonalData, personalData } from "./personal-data.ts";
import type { Random } from "./random.ts";
import type { TextUnit } from "./units.ts";

/** Characters of text for each piece of personal data. */
const SPACING: Readonly<Record<Density, number>> = { clean: Number.POSITIVE_INFINITY, sparse: 1000, dense: 45 };

/** Hands out personal data at the rate of a density: the first at once, unless there is to be none. */
export function createDispenser(random: Random, density: Density): (textSoFar: number) => PersonalData[] {
  let given = 0;
  return (textSoFar) => {
    const due = density === "clean" ? 0 : Math.floor(textSoFar / SPACING[density]) + 1;
    const data = Array.from({ length: due - given }, () => personalData(random));
    given = due;
    return data;
  };
}

/** A text of the given length, or of one unit if that is longer. */
export function weave(unit: TextUnit, size: number, density: Density, random: Random): string {
  const dispense = createDispenser(random, density);
  let text = size > 0 ? unit(random, dispense(0)) : "";
  while (text.length < size) {
    const next = unit(random, dispense(text.length));
    if (text.length + next.length > size) break;
    text += next;
  }
  return text + filler(size - text.length);
}

/** Harmless text of exactly a length. */
export function filler(length: number): string {
  const words = "all fine, ";
  return words.repeat(Math.ceil(Math.max(length, 0) / words.length)).slice(0, Math.max(length, 0));
}
