import type { YAMLParseError } from "yaml";

const IN_BRACKETS = /^Flow (?:sequence|map) in block collection must be sufficiently indented/;
const IN_QUOTES = /^Missing closing ["']quote/;

/**
 * PyYAML takes no notice of indentation in brackets and quotes, where YAML wants more of it than around them. For an error
 * of that kind: the text, of the same length, with the line joined to the one before. Undefined where that would not read
 * as PyYAML reads it, or the error is another one.
 */
export function joinLine(text: string, { message, pos: [at] }: YAMLParseError): string | undefined {
  if (IN_BRACKETS.test(message)) return joinInBrackets(text, at);
  return IN_QUOTES.test(message) ? joinInQuotes(text, at) : undefined;
}

/** Blanks for all between the last piece and this one: line breaks, indentation, comments. */
function joinInBrackets(text: string, near: number): string | undefined {
  let at = near;
  while (at < text.length && " \r\n".includes(text.charAt(at))) at++;
  let start = at;
  for (let comment = true; comment;) {
    while (start > 0 && " \r\n".includes(text.charAt(start - 1))) start--;
    const line = text.slice(text.lastIndexOf("\n", start - 1) + 1, start);
    const hash = /(?<=^|[ ,[\]{}])#/.exec(line)?.index;
    comment = hash !== undefined;
    // Between quotes it would not be a comment.
    if (comment && /["']/.test(line)) return undefined;
    start -= line.length - (hash ?? line.length);
  }
  if (!/[\r\n]/.test(text.slice(start, at))) return undefined;
  return text.slice(0, start) + " ".repeat(at - start) + text.slice(at);
}

/** A line break between two other characters is folded to one space; any other would not keep its length. */
function joinInQuotes(text: string, at: number): string | undefined {
  const isAlone = /^[^ \t\r\n\\]\n[^ \t\r\n]/.test(text.slice(at - 1, at + 2));
  return isAlone ? `${text.slice(0, at)} ${text.slice(at + 1)}` : undefined;
}
