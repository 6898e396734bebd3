import type { Density } from "../../plugin/index.ts";
import type { Random } from "./random.ts";
import type { SensitiveValue } from "./sensitive-value.ts";

/** Where sensitive values come from, and how close together they stand. */
export interface Supply {
  readonly make: (random: Random) => SensitiveValue;
  /** Characters of text for each value. */
  readonly spacing: Readonly<Record<Exclude<Density, "clean">, number>>;
}

/** Hands out the values that are due after so many characters of text. */
export type Dispense = (textSoFar: number) => SensitiveValue[];

/** Hands out values at the rate of a density: the first at once, unless there is to be none. */
export function createDispenser({ make, spacing }: Supply, density: Density, random: Random): Dispense {
  let given = 0;
  return (textSoFar) => {
    const due = density === "clean" ? 0 : Math.floor(textSoFar / spacing[density]) + 1;
    const values = Array.from({ length: due - given }, () => make(random));
    given = due;
    return values;
  };
}
