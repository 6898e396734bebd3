import type { Span } from "../span.ts";
import { checkStatement } from "./check-statement.ts";
import { TemplateSyntaxError, tokenize } from "./tokens.ts";

/** Statements that open a block, with those that may stand inside it on its level. */
const BLOCKS: Readonly<Record<string, readonly string[]>> = {
  if: ["elif", "else"],
  for: ["else"],
  set: [],
  block: [],
  macro: [],
  call: [],
  filter: [],
  with: [],
  autoescape: [],
};
const SIMPLE = new Set(["extends", "include", "import", "from", "print"]);
/** Names that Jinja itself sets inside blocks. */
const SET_BY_BLOCKS = ["loop", "caller", "varargs", "kwargs", "super"];

interface OpenBlock extends Span {
  readonly name: string;
  hasElse: boolean;
}

/** Follows the statements of a template: which blocks are open, and which names they set. */
export class Statements {
  readonly #open: OpenBlock[] = [];
  readonly #blocks: Span[] = [];
  readonly #bound = new Set<string>();

  /** Behind an outermost opening statement, to the end of its closing one: text that is written out never, once or often. */
  get blocks(): readonly Span[] {
    return this.#blocks;
  }

  get isInBlock(): boolean {
    return this.#open.length > 0;
  }

  /** The names that statements set. */
  get bound(): ReadonlySet<string> {
    return this.#bound;
  }

  /**
   * Takes the next statement.
   *
   * @throws {TemplateSyntaxError} for an unknown tag, or one that closes nothing.
   */
  add(source: string, { start, end }: Span): void {
    const tokens = tokenize(source);
    const tag = tokens[0]?.kind === "name" ? tokens[0].text : "";
    if (tag === "") throw new TemplateSyntaxError("a statement begins with its name");
    checkStatement(tokens);
    for (const name of SET_BY_BLOCKS) this.#bound.add(name);
    for (const token of tokens.slice(1)) if (token.kind === "name" && token.text !== "env") this.#bound.add(token.text);
    const innermost = this.#open.at(-1);
    if (tag === `end${innermost?.name}`) {
      this.#open.pop();
      if (this.#open.length === 0) this.#blocks.push({ start: innermost?.end ?? start, end });
      return;
    }
    if (innermost !== undefined && BLOCKS[innermost.name]?.includes(tag)) {
      if (innermost.hasElse) throw new TemplateSyntaxError("nothing can come after 'else'");
      innermost.hasElse = tag === "else";
      return;
    }
    if (BLOCKS[tag] === undefined) {
      if (!SIMPLE.has(tag)) throw new TemplateSyntaxError(unexpectedTag(tag, innermost?.name));
    } else if (tag !== "set" || !tokens.some((token) => token.text === "=")) {
      this.#open.push({ name: tag, start, end, hasElse: false });
    }
  }

  /** The block that was never closed. */
  get unclosed(): ({ readonly name: string } & Span) | undefined {
    return this.#open.at(-1);
  }
}

function unexpectedTag(tag: string, open: string | undefined): string {
  if (!/^(?:end|el)/.test(tag)) return `Jinja has no statement '${tag}'`;
  return open === undefined ? `'${tag}' closes nothing` : `'${tag}' stands where 'end${open}' is expected`;
}
