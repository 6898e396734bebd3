import { FILTERS } from "./names.ts";
import { TemplateSyntaxError, type Token } from "./tokens.ts";

const CONSTANTS: ReadonlySet<string> = new Set(["true", "false", "none", "True", "False", "None"]);

/** What has to stand behind the name of a statement; the others take anything, or an expression that is parsed elsewhere. */
const BEGINNINGS: Readonly<Record<string, (rest: readonly Token[]) => boolean>> = {
  for: (rest) => isTarget(rest[0]) && rest.some(({ kind, text }, at) => at > 0 && kind === "name" && text === "in"),
  set: (rest) => isTarget(rest[0]),
  with: (rest) => rest.length === 0 || (isTarget(rest[0]) && rest.some(({ text }) => text === "=")),
  macro: (rest) => rest[0]?.kind === "name" && rest[1]?.text === "(",
  call: (rest) => rest.length > 0 && rest.at(-1)?.text === ")",
  filter: (rest) => rest[0]?.kind === "name" && FILTERS.has(rest[0].text),
  block: (rest) => rest[0]?.kind === "name",
  autoescape: (rest) => rest.length > 0,
  else: (rest) => rest.length === 0,
};

/**
 * Looks at how a statement begins.
 *
 * @throws {TemplateSyntaxError} for one that Jinja can't compile.
 */
export function checkStatement(tokens: readonly Token[]): void {
  const [tag, ...rest] = tokens.filter(({ kind }) => kind !== "end");
  const name = tag?.text ?? "";
  const isRight = /^end(?!block)/.test(name) ? rest.length === 0 : (BEGINNINGS[name]?.(rest) ?? true);
  if (!isRight) throw new TemplateSyntaxError(`the statement '${name}' can't be written like this`);
}

/** A name that can be set, or the bracket before several. */
function isTarget(token: Token | undefined): boolean {
  return token?.text === "(" || (token?.kind === "name" && token.text !== "in" && !CONSTANTS.has(token.text));
}
