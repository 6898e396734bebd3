import { usageError } from "../errors.ts";
import { unknownChoice } from "../text/did-you-mean.ts";
import { flagName } from "./flag-name.ts";

/** Types a flag as commander gives it, with its default in place. */
type FlagReader<Value> = (given: unknown) => { readonly value: Value } | { readonly problem: string };

type FlagReaders = Readonly<Record<string, FlagReader<unknown>>>;

/** The flags that readers give. */
export type FlagsOf<Readers extends FlagReaders> = {
  readonly [Name in keyof Readers]: Extract<ReturnType<Readers[Name]>, { readonly value: unknown }>["value"];
};

/**
 * `parseFlags` for commands that run on every commit: loading the schema library takes longer than checking a file.
 *
 * @throws {ToolError} exit 2 that names each wrong flag.
 */
export function readFlags<Readers extends FlagReaders>(readers: Readers, flags: unknown): FlagsOf<Readers> {
  const given = new Map<string, unknown>(Object.entries(flags ?? {}));
  const read = Object.entries(readers).map(([name, reader]) => [name, reader(given.get(name))] as const);
  const problems = read.flatMap(([name, result]) =>
    "problem" in result ? [`${flagName(name)}: ${result.problem}`] : [],
  );
  if (problems.length > 0) throw usageError(problems.join("\n"));
  return Object.fromEntries(
    read.flatMap(([name, result]) => ("value" in result ? [[name, result.value]] : [])),
  ) as FlagsOf<Readers>;
}

/** A flag that is there or not. */
export const isOn: FlagReader<boolean> = (given) => ({ value: given === true });

/** A flag with a text. */
export const text: FlagReader<string | undefined> = (given) => ({
  value: typeof given === "string" ? given : undefined,
});

/** A flag that takes one of a few words, with a did-you-mean for others; the first is meant when it is not given. */
export function choice<const Choice extends string>(choices: readonly [Choice, ...Choice[]]): FlagReader<Choice> {
  return (given = choices[0]) => {
    const value = choices.find((one) => one === given);
    return value === undefined ? { problem: unknownChoice(String(given), choices) } : { value };
  };
}
