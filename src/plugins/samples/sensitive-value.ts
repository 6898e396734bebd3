/** One made-up thing that a plugin finds, under the name that a field or a variable for it has. */
export interface SensitiveValue {
  readonly name: string;
  readonly value: string;
}

/** The values as fields of a JSON object, numbered, so that none hides another. */
export function toFields(values: readonly SensitiveValue[]): Record<string, string> {
  return Object.fromEntries(values.map(({ name, value }, index) => [`${name}_${index + 1}`, value]));
}
