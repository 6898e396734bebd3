import type { YAMLParseError } from "yaml";
import { lexemesOf } from "./lexemes.ts";
import type { Span } from "./span.ts";

/** What has been read of a text. */
interface Attempt {
  /** The library's own error, if there is one. */
  readonly error?: YAMLParseError | undefined;
}

/** A text of the same length as the given one, and what was read of it. */
export interface Joined<Read> {
  readonly text: string;
  readonly read: Read;
}

/** How many characters are read again, at most, for lines that YAML wants to be further indented; a longer text never is. */
const MOST_READ_AGAIN = 1_000_000;

const IN_BRACKETS = /^Flow (?:sequence|map) in block collection must be sufficiently indented/;

/**
 * Reads a text as PyYAML does, which takes no notice of indentation in brackets and quotes, where YAML wants more of it than
 * around them: lines that are not indented so far are joined to the one before, and the text is read again.
 */
export function readJoined<Read extends Attempt>(given: string, read: (text: string) => Read): Joined<Read> {
  const withQuotes = STAND_INS.test(given) ? (text: string) => text : joinQuotes;
  let text = withQuotes(given);
  let shown = { text, read: read(text) };
  let { error } = shown.read;
  for (let left = MOST_READ_AGAIN; error !== undefined && left >= text.length; left -= text.length) {
    const join = IN_BRACKETS.test(error.message) ? joinInBrackets(text, error.pos[0]) : undefined;
    if (join === undefined) break;
    text = withQuotes(join.text);
    const next = { text, read: read(text) };
    ({ error } = next.read);
    // Only a bracket that closes is certainly meant to be there: after any other line, the first error says more.
    if (error === undefined || (join.closes && error.pos[0] > join.at)) shown = next;
  }
  return shown;
}

interface Join {
  readonly text: string;
  /** Where the joined line begins. */
  readonly at: number;
  /** Whether it begins with a closing bracket. */
  readonly closes: boolean;
}

/** Blanks for all between the last piece and this one: line breaks, indentation, comments. */
function joinInBrackets(text: string, near: number): Join | undefined {
  let at = near;
  while (at < text.length && " \r\n".includes(text.charAt(at))) at++;
  let start = 0;
  for (const lexeme of lexemesOf(text)) {
    if (lexeme.start >= at) break;
    if (lexeme.kind === "other" && /^(?:#|[ \r\n]+$)/.test(lexeme.source)) continue;
    start = lexeme.start + lexeme.source.length;
  }
  if (!/[\r\n]/.test(text.slice(start, at))) return undefined;
  return { text: blanked(text, start, at), at, closes: /[\]}]/.test(text.charAt(at)) };
}

function blanked(text: string, start: number, end: number): string {
  return text.slice(0, start) + " ".repeat(end - start) + text.slice(end);
}

/** They stand for nothing and for a line break in quotes; YAML allows neither character. */
const NOTHING = "\uFFFE";
const BREAK = "\uFFFF";
const STAND_INS = /[\uFFFE\uFFFF]/;

const DOUBLE = /"(?:[^"\\]|\\[\s\S])*"/y;
const SINGLE = /'(?:[^']|'')*'(?!')/y;
/** What may come after quoted text; anything else, and its end is that of another text. */
const AFTER_QUOTES = /[ \t]*(?:$|[\r\n,:\]}]|#)/y;
const MARKER = /\n(?:---|\.\.\.)(?=\s|$)/;
const FOLD = /(\\|[ \t]*)\r?\n[ \t]*((?:\r?\n[ \t]*)*)/g;

/** Writes quoted text that YAML thinks to be without an end on one line. */
function joinQuotes(given: string): string {
  let text = given;
  for (let left = MOST_READ_AGAIN; left >= text.length; left -= text.length) {
    const open = openQuotes(text);
    if (open.length === 0) break;
    const pieces: string[] = [];
    let at = 0;
    for (const { start, end } of open) {
      pieces.push(text.slice(at, start), onOneLine(text.slice(start, end)));
      at = end;
    }
    text = pieces.join("") + text.slice(at);
  }
  return text;
}

/** The texts that go on where YAML thinks that they can't. Once they are joined, there may be others. */
function openQuotes(text: string): readonly Span[] {
  const found: Span[] = [];
  for (const { start, source, kind } of lexemesOf(text)) {
    if (kind !== "quoted" || start < (found.at(-1)?.end ?? 0)) continue;
    const pattern = source.startsWith('"') ? DOUBLE : SINGLE;
    pattern.lastIndex = start;
    if (!pattern.test(text) || pattern.lastIndex <= start + source.length) continue;
    const end = pattern.lastIndex;
    AFTER_QUOTES.lastIndex = end;
    if (AFTER_QUOTES.test(text) && !MARKER.test(text.slice(start, end))) found.push({ start, end });
  }
  return found;
}

/** Quoted text on one line, of the same length, that is folded already. */
function onOneLine(quoted: string): string {
  return quoted.replaceAll(FOLD, (whole: string, before: string, further: string) => {
    const breaks = BREAK.repeat(further.split("\n").length - 1);
    return (breaks === "" && before !== "\\" ? " " : breaks).padEnd(whole.length, NOTHING);
  });
}

/** The value of quoted text, whose lines may have been joined. */
export function unjoined(value: string): string {
  return STAND_INS.test(value) ? value.replaceAll(NOTHING, "").replaceAll(BREAK, "\n") : value;
}
