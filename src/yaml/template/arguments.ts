import { RenderError, type Value } from "./value.ts";

/** What a filter, test or method was called with. */
export interface Arguments {
  readonly positional: readonly Value[];
  readonly named: ReadonlyMap<string, Value>;
}

/**
 * The arguments in the order of the parameters' names; those that were not given are undefined.
 *
 * @throws {RenderError} for arguments too many or unknown, as in Python.
 */
export function bind(
  name: string,
  { positional, named }: Arguments,
  takes: readonly string[],
): readonly (Value | undefined)[] {
  const unknown = [...named.keys()].find((key) => takes.indexOf(key) < positional.length);
  if (unknown !== undefined || positional.length > takes.length) {
    throw new RenderError(`'${name}' takes no such arguments here`);
  }
  return takes.map((key, index) => (index < positional.length ? positional[index] : named.get(key)));
}
