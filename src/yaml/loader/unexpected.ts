import type { Span } from "../span.ts";
import { LoaderStop } from "./cursor.ts";
import { strayColon } from "./stray-colon.ts";
import type { Token } from "./token.ts";

/** The tokens of a text, and the one that can't be where it is. */
export interface Misplaced {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly index: number;
}

const QUOTE = "Put the text in quotes.";
const MARKERS: ReadonlySet<Token["kind"]> = new Set(["document start", "document end"]);

/** A value had to begin here. */
export function noValue(place: Misplaced): LoaderStop {
  return ofCharacter(place) ?? new LoaderStop("there must be a value here", spanOf(place));
}

/** A list or map had to go on or to end here. */
export function notInBlock(place: Misplaced, what: "item" | "key"): LoaderStop {
  const { text, tokens, index } = place;
  const span = spanOf(place);
  const kind = tokens[index]?.kind;
  const before = tokens.slice(0, index).findLast(({ start, end }) => end > start);
  const isBehind = !/[\r\n]/.test(text.slice(before?.end ?? 0, span.start));
  if (kind === "block list" || kind === "block map") {
    const message = "this line is indented neither like the one before it nor like one further up";
    return new LoaderStop(message, span);
  }
  const stray = ofCharacter(place);
  if (stray !== undefined) return stray;
  if (isBehind) return new LoaderStop("a line can't go on like this behind a value", span, { help: QUOTE });
  const message = what === "item" ? "an item of the list begins with '- '" : "there must be a key here";
  return new LoaderStop(`${message}, as in the lines above`, span);
}

/** A comma or the closing bracket is missing before the token. */
export function notInBrackets(place: Misplaced, opening: Span, close: "]" | "}"): LoaderStop {
  const kind = place.tokens[place.index]?.kind;
  if (kind === "end" || (kind !== undefined && MARKERS.has(kind))) {
    return new LoaderStop(`this bracket is never closed by '${close}'`, opening);
  }
  const stray = ofCharacter(place);
  return stray ?? new LoaderStop(`there must be ',' or '${close}' before this`, spanOf(place));
}

/** After a document, only another can come. */
export function noDocument(place: Misplaced): LoaderStop {
  const stray = ofCharacter(place);
  return stray ?? new LoaderStop("the value of the whole file ends before this, so nothing can follow", spanOf(place));
}

/** What is to say of a character wherever it stands. */
function ofCharacter(place: Misplaced): LoaderStop | undefined {
  const { text, tokens, index } = place;
  const token = tokens[index];
  if (token?.kind === ":") return strayColon(text, token.start, tokens[index - 1]);
  if (token?.kind === "key" && text.charAt(token.start) === "?" && index > 0 && isInWord(text, token.start)) {
    const message = "in brackets, text that is not in quotes ends before a question mark: the loader stops here";
    return new LoaderStop(message, { start: token.start, end: token.start + 1 }, { help: QUOTE });
  }
  if (token?.kind === "]" || token?.kind === "}") {
    return new LoaderStop(`this '${token.kind}' closes nothing that is open here`, token);
  }
  return undefined;
}

function isInWord(text: string, at: number): boolean {
  return !/[\s,[{]/.test(text.charAt(at - 1));
}

/** The token, or, where it stands for no characters, the next that does. */
function spanOf({ tokens, index }: Misplaced): Span {
  for (const { start, end } of tokens.slice(index, index + 4)) if (end > start) return { start, end };
  const start = tokens[index]?.start ?? 0;
  return { start, end: start + 1 };
}
