/** What V8 says of one function: a range of the source and how often it ran, and ranges inside it that ran otherwise. */
export interface FunctionCoverage {
  readonly functionName: string;
  readonly ranges: readonly { readonly startOffset: number; readonly endOffset: number; readonly count: number }[];
}

/** The lines of a source that hold code, each with whether something on it was never run. */
export function codeLines(
  source: string,
  functions: readonly FunctionCoverage[],
): { readonly line: number; readonly missed: boolean }[] {
  const missed = missedCharacters(source, functions);
  let offset = 0;
  return source.split("\n").flatMap((text, index) => {
    const start = offset;
    offset += text.length + 1;
    const code = Array.from(text.matchAll(CODE), (match) => start + match.index);
    return code.length === 0 || isComment(text)
      ? []
      : [{ line: index + 1, missed: code.some((at) => missed[at] === 1) }];
  });
}

/** What does something; a closing brace is reached or not with what is before it. */
const CODE = /[\p{L}\p{N}_$"'`[]/gu;

function isComment(text: string): boolean {
  return /^\s*(\/\/|\/\*|\*)/.test(text);
}

/** Ranges lie inside of each other, and the innermost counts. */
function missedCharacters(source: string, functions: readonly FunctionCoverage[]): Uint8Array {
  const missed = new Uint8Array(source.length);
  const ranges = functions.flatMap(({ ranges: own }) => own);
  const outerFirst = ranges.toSorted((a, b) => a.startOffset - b.startOffset || b.endOffset - a.endOffset);
  for (const { startOffset, endOffset, count } of outerFirst) missed.fill(count === 0 ? 1 : 0, startOffset, endOffset);
  return missed;
}
