/** Numbers in [0, 1). */
export type Random = () => number;

/** A whole number from `minimum` to `maximum`, both inclusive. */
export function integer(random: Random, minimum: number, maximum: number): number {
  return minimum + Math.floor(random() * (maximum - minimum + 1));
}

/** One of a list that is not empty. */
export function pick<const T>(random: Random, choices: readonly [T, ...T[]]): T {
  return choices[Math.floor(random() * choices.length)] ?? choices[0];
}

/** A string of `length` characters, each from the alphabet. */
export function characters(random: Random, alphabet: string, length: number): string {
  let text = "";
  for (let index = 0; index < length; index++) text += alphabet.charAt(Math.floor(random() * alphabet.length));
  return text;
}

/** A whole number in `length` digits. */
export function padded(random: Random, minimum: number, maximum: number, length: number): string {
  return String(integer(random, minimum, maximum)).padStart(length, "0");
}
