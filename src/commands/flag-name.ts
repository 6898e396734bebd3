/** The name of an option as it is written: `--manifest-level` for `manifestLevel`. */
export function flagName(option: string): string {
  return `--${option.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
