/** What stands on one side of a position, as bits. */
export const Side = { edge: 1, word: 2, asciiWord: 4, lineFeed: 8, carriageReturn: 16 } as const;

/** An assertion about a position in the text. */
export type Look =
  | { readonly at: "text-start" | "text-end" | "line-start" | "line-end" | "crlf-line-start" | "crlf-line-end" }
  | { readonly at: WordLook; readonly word: typeof Side.word | typeof Side.asciiWord };

export type WordLook = "boundary" | "not-boundary" | "word-start" | "word-end" | "word-start-half" | "word-end-half";

/** The bits of {@link Side} that the assertion looks at. */
export function sidesOf(look: Look): number {
  if ("word" in look) return look.word;
  return Side.edge | Side.lineFeed | Side.carriageReturn;
}

/** Whether the assertion holds between two sides. */
export function holds(look: Look, before: number, after: number): boolean {
  switch (look.at) {
    case "text-start":
      return (before & Side.edge) !== 0;
    case "text-end":
      return (after & Side.edge) !== 0;
    case "line-start":
      return (before & (Side.edge | Side.lineFeed)) !== 0;
    case "line-end":
      return (after & (Side.edge | Side.lineFeed)) !== 0;
    // There is no line boundary inside \r\n.
    case "crlf-line-start":
      if ((before & Side.carriageReturn) !== 0) return (after & Side.lineFeed) === 0;
      return (before & (Side.edge | Side.lineFeed)) !== 0;
    case "crlf-line-end":
      if ((after & Side.lineFeed) !== 0) return (before & Side.carriageReturn) === 0;
      return (after & (Side.edge | Side.carriageReturn)) !== 0;
    default:
      return holdsForWords(look.at, (before & look.word) !== 0, (after & look.word) !== 0);
  }
}

function holdsForWords(at: WordLook, before: boolean, after: boolean): boolean {
  switch (at) {
    case "boundary":
      return before !== after;
    case "not-boundary":
      return before === after;
    case "word-start":
      return !before && after;
    case "word-end":
      return before && !after;
    case "word-start-half":
      return !before;
    case "word-end-half":
      return !after;
  }
}
