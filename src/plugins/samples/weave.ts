import type { Dispense } from "./dispenser.ts";
import type { Random } from "./random.ts";
import type { SensitiveValue } from "./sensitive-value.ts";

/** Makes one sentence or line of a kind of text, with the given sensitive values in it. */
export type TextUnit = (random: Random, values: readonly SensitiveValue[]) => string;

/** A text of the given length, or of one unit if that is longer. */
export function weave(unit: TextUnit, size: number, random: Random, dispense: Dispense): string {
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
