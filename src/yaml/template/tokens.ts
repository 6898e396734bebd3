/** A token of a Jinja expression; `at` is its offset in the expression. */
export interface Token {
  readonly kind: "name" | "string" | "number" | "operator" | "end";
  /** The token's text; of a string, its value. */
  readonly text: string;
  readonly at: number;
}

const TOKEN =
  /(?<space>\s+)|(?<name>[\p{L}_][\p{L}\p{N}_]*)|(?<number>0[bB][01_]+|0[oO][0-7_]+|0[xX][\da-fA-F_]+|\d[\d_]*(?:\.\d[\d_]*)?(?:[eE][-+]?\d+)?)|(?<string>'(?:[^'\\]|\\[\s\S])*'|"(?:[^"\\]|\\[\s\S])*")|(?<operator>\/\/|\*\*|==|!=|>=|<=|[-+/*%~[\](){}<>=.:|,;])/uy;

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", b: "\b", f: "\f", v: "\v", a: "\x07" };

/** An expression or statement that Jinja refuses to compile. */
export class TemplateSyntaxError extends Error {
  override readonly name = "TemplateSyntaxError";
}

/**
 * Splits an expression into tokens; the last one is the end.
 *
 * @throws {TemplateSyntaxError} at a character that no token begins with.
 */
export function tokenize(source: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < source.length) {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(source);
    if (match === null) throw new TemplateSyntaxError(`unexpected '${source.charAt(at)}' in the template`);
    const { name, number, string, operator } = match.groups ?? {};
    if (name !== undefined) tokens.push({ kind: "name", text: name, at });
    else if (number !== undefined) tokens.push({ kind: "number", text: number, at });
    else if (string !== undefined) tokens.push({ kind: "string", text: unescape(string.slice(1, -1)), at });
    else if (operator !== undefined) tokens.push({ kind: "operator", text: operator, at });
    at += match[0].length;
  }
  tokens.push({ kind: "end", text: "the end", at });
  return tokens;
}

function unescape(text: string): string {
  return text.replaceAll(
    /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|([\s\S]))/g,
    (whole, x?: string, u?: string, c?: string) => {
      const code = x ?? u;
      if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
      if (c === "\n") return "";
      if (c === "\\" || c === "'" || c === '"') return c;
      return (c === undefined ? undefined : ESCAPES[c]) ?? whole;
    },
  );
}
