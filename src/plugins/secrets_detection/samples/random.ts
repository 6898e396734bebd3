/** Numbers in [0, 1). */
export type Random = () => number;

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
