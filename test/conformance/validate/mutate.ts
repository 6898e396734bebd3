import fc from "fast-check";

const PIECES = [
  "",
  " ",
  "\t",
  "\n",
  ":",
  "- ",
  "#",
  "'",
  '"',
  "[",
  "]",
  "{",
  "}",
  "&a ",
  "*a",
  "!x ",
  "|",
  "null",
  "yes",
  "1",
  "1.5",
  "[]",
  "{}",
  "text",
  "Sequential",
];

/** A text with one or two small changes: a line or a word dropped, doubled, moved in, or replaced. */
export function mutations(texts: readonly string[]): fc.Arbitrary<string> {
  const change = fc.record({ at: fc.nat(), piece: fc.constantFrom(...PIECES), kind: fc.nat(6) });
  return fc
    .tuple(fc.constantFrom(...texts), fc.array(change, { minLength: 1, maxLength: 2 }))
    .map(([text, changes]) => changes.reduce((changed, one) => mutate(changed, one), text));
}

function mutate(text: string, { at, piece, kind }: { at: number; piece: string; kind: number }): string {
  const lines = text.split("\n");
  const line = at % lines.length;
  const given = lines[line] ?? "";
  const words = given.split(/(\s+|[:,[\]{}]\s*)/);
  const word = at % words.length;
  switch (kind) {
    case 0:
      return lines.toSpliced(line, 1).join("\n");
    case 1:
      return lines.toSpliced(line, 0, given).join("\n");
    case 2:
      return lines.with(line, ` ${given}`).join("\n");
    case 3:
      return lines.with(line, given.replace(/^ /, "")).join("\n");
    case 4:
      return lines.with(line, words.toSpliced(word, 1).join("")).join("\n");
    case 5:
      return lines.with(line, words.with(word, piece).join("")).join("\n");
    default:
      return text.slice(0, at % (text.length + 1)) + piece + text.slice(at % (text.length + 1));
  }
}
