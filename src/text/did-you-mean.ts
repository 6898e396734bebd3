import { closest } from "./closest.ts";

/** `Did you mean 'x'?`, or undefined where no choice is near. */
export function didYouMean(value: string, choices: readonly string[]): string | undefined {
  const guess = closest(value, choices);
  return guess === undefined ? undefined : `Did you mean '${guess}'?`;
}

/** The message with `; did you mean 'x'?` at its end, where one of the choices is near. */
export function withGuess(message: string, value: string, choices: readonly string[]): string {
  const guess = closest(value, choices);
  return guess === undefined ? message : `${message}; did you mean '${guess}'?`;
}

/** The message for a value that is not among the choices. */
export function unknownChoice(value: string, choices: readonly string[]): string {
  return withGuess(`'${value}' is not one of ${choices.join(", ")}`, value, choices);
}
