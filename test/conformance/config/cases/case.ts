export interface ConfigCase {
  readonly name: string;
  readonly text: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Listed in docs/divergences.md: the two must not agree. */
  readonly differs?: true;
}

/** One case for each text, named by the text itself. */
export function texts(...all: readonly string[]): ConfigCase[] {
  return all.map((text) => ({ name: JSON.stringify(text), text }));
}

/** One case for each set of fields of a single plugin; a line of text is one field in flow style. */
export function plugins(...fields: readonly string[]): ConfigCase[] {
  return texts(...fields.map((field) => `plugins:\n  - name: a\n    kind: x.Y\n    ${field}\n`));
}

/** As `plugins`, of kind `external` and with one section. */
export function externals(...sections: readonly string[]): ConfigCase[] {
  return texts(...sections.map((section) => `plugins: [{name: a, kind: external, ${section}}]\n`));
}

/** The same cases, in which the two must not agree. */
export function differing(cases: readonly ConfigCase[]): ConfigCase[] {
  return cases.map(({ name, text, env = {} }) => ({ name, text, env, differs: true }));
}
