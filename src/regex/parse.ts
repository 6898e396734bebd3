import { canNest, type Node } from "./ast.ts";
import { fold, not, ranges } from "./char-set.ts";
import { Cursor } from "./cursor.ts";
import { type Flags, parseFlags } from "./flags.ts";
import { parseClass } from "./parse-class.ts";
import { parseEscape } from "./parse-escape.ts";
import { parseQuantifier } from "./parse-quantifier.ts";

/** How deep groups may be nested. */
const MAX_GROUP_DEPTH = 50;

/**
 * Parses a pattern in the syntax of the Rust crate `regex` 1.x.
 *
 * @throws {PatternError} when the crate doesn't accept it either, or by a rule that docs/patterns.md states.
 */
export function parsePattern(source: string, flags: Flags): Node {
  return new Parser(source, flags).pattern();
}

class Parser {
  readonly #cursor: Cursor;
  readonly #groupNames = new Set<string>();
  #flags: Flags;
  #depth = 0;

  constructor(source: string, flags: Flags) {
    this.#cursor = new Cursor(source);
    this.#flags = flags;
  }

  pattern(): Node {
    const node = this.#alternation();
    if (!this.#cursor.done) throw this.#cursor.error("the group was not opened");
    return node;
  }

  /** Reads up to the end or a `)`. */
  #alternation(): Node {
    const first = this.#sequence();
    if (!this.#cursor.is("|")) return first;
    const branches = [first];
    while (this.#cursor.take("|")) branches.push(this.#sequence());
    return { kind: "alternate", branches };
  }

  #sequence(): Node {
    const cursor = this.#cursor;
    const parts: Node[] = [];
    // What a repetition operator would apply to: not the nothing at the start, nor flags.
    let repeatable = false;
    for (;;) {
      cursor.space();
      switch (cursor.char) {
        case "":
        case "|":
        case ")":
          return parts.length === 1 && parts[0] !== undefined ? parts[0] : { kind: "concat", parts };
        case "?":
        case "*":
        case "+":
        case "{": {
          const body = repeatable ? parts.pop() : undefined;
          if (body === undefined) throw cursor.error("there is nothing to repeat");
          parts.push(this.#checked(parseQuantifier(cursor, body, this.#flags.swapGreed)));
          break;
        }
        case "(": {
          const group = this.#group();
          repeatable = group !== undefined;
          if (group !== undefined) parts.push(group);
          break;
        }
        default:
          parts.push(this.#atom());
          repeatable = true;
      }
    }
  }

  #atom(): Node {
    const cursor = this.#cursor;
    const start = cursor.offset;
    switch (cursor.char) {
      case "\\": {
        const escape = parseEscape(cursor, this.#flags);
        return escape.kind === "literal" ? this.#literal(escape.codePoint) : escape;
      }
      case "[":
        return { kind: "set", set: parseClass(cursor, this.#flags) };
      case ".":
        cursor.bump();
        return this.#dot(start);
      case "^":
        cursor.bump();
        return { kind: "look", look: { at: this.#flags.multiLine ? this.#lineEdge("start") : "text-start" } };
      case "$":
        cursor.bump();
        return { kind: "look", look: { at: this.#flags.multiLine ? this.#lineEdge("end") : "text-end" } };
      default: {
        const codePoint = cursor.char.codePointAt(0) ?? 0;
        cursor.bump();
        return this.#literal(codePoint);
      }
    }
  }

  #literal(codePoint: number): Node {
    return { kind: "set", set: fold(ranges([codePoint, codePoint]), this.#flags) };
  }

  #dot(offset: number): Node {
    const { unicode, dotMatchesNewLine, crlf } = this.#flags;
    if (!unicode) throw this.#cursor.error("'.' needs the flag u: without it, it could match half a character", offset);
    if (dotMatchesNewLine) return { kind: "set", set: ranges([0, 0x10ffff]) };
    return { kind: "set", set: not(crlf ? ranges("\n", "\r") : ranges("\n")) };
  }

  #lineEdge<Edge extends "start" | "end">(edge: Edge): `line-${Edge}` | `crlf-line-${Edge}` {
    return this.#flags.crlf ? `crlf-line-${edge}` : `line-${edge}`;
  }

  /** Reads a group; undefined when it was only flags, such as `(?i)`. */
  #group(): Node | undefined {
    const cursor = this.#cursor;
    const start = cursor.offset;
    cursor.bump();
    cursor.space();
    if (["?=", "?!", "?<=", "?<!"].some((prefix) => cursor.startsWith(prefix))) {
      throw cursor.error("lookahead and lookbehind are not supported", start);
    }
    const outer = this.#flags;
    if (cursor.take("?P<") || cursor.take("?<")) {
      this.#groupName();
    } else if (cursor.take("?")) {
      const flags = parseFlags(cursor, outer);
      const directive = cursor.is(")");
      // `(?)` is a repetition without anything to repeat.
      if (directive && flags === outer) throw cursor.error("there is nothing to repeat", start);
      cursor.bump();
      this.#use(flags);
      if (directive) return undefined;
    }
    if (++this.#depth > MAX_GROUP_DEPTH) throw cursor.error(`groups nest at most ${MAX_GROUP_DEPTH} deep`, start);
    const body = this.#checked(this.#alternation(), start);
    this.#depth--;
    this.#use(outer);
    if (!cursor.take(")")) throw cursor.error("the group is not closed", start);
    return body;
  }

  #use(flags: Flags): void {
    this.#flags = flags;
    this.#cursor.ignoreWhitespace = flags.ignoreWhitespace;
  }

  /** Nothing refers to the name, but a wrong one is an error. */
  #groupName(): void {
    const cursor = this.#cursor;
    const start = cursor.offset;
    const end = cursor.source.indexOf(">", start);
    if (end < 0) throw cursor.error("the name of the group is not closed", start);
    const name = cursor.source.slice(start, end);
    if (!/^[\p{Alphabetic}_][\p{Alphabetic}\p{Nd}\p{Nl}\p{No}_.[\]]*$/u.test(name)) {
      throw cursor.error(`'${name}' is not a name for a group`, start);
    }
    if (this.#groupNames.has(name)) throw cursor.error(`there are two groups named '${name}'`, start);
    this.#groupNames.add(name);
    cursor.offset = end + 1;
  }

  #checked(node: Node, offset = this.#cursor.offset): Node {
    if (!canNest(node)) throw this.#cursor.error("the pattern is nested too deep", offset);
    return node;
  }
}
