import { yamlLibrary } from "./library.ts";

/** A piece of a text as the library's lexer cuts it. */
export interface Lexeme {
  readonly start: number;
  readonly source: string;
  /** The text of a scalar, with its quotes; anything else is what is around them. */
  readonly kind: "quoted" | "unquoted" | "other";
}

/** What the lexer adds between the pieces of the text. */
const MARKS: ReadonlySet<string> = new Set(["\x02", "\x18", "\x1F"]);
const CONTENT_FOLLOWS = "\x1F";

/** The pieces of a text, in order and without gaps. */
export function* lexemesOf(text: string): Generator<Lexeme> {
  const { Lexer } = yamlLibrary();
  let start = 0;
  let before = "";
  for (const source of new Lexer().lex(text)) {
    const kind = before === CONTENT_FOLLOWS ? "unquoted" : /^["']/.test(source) ? "quoted" : "other";
    before = source;
    if (kind === "other" && MARKS.has(source)) continue;
    yield { start, source, kind };
    start += source.length;
  }
}
