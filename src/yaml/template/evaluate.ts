import { FILTERS, GLOBALS, TESTS } from "./names.ts";
import { access, asSafe, choose, lenient, type Outcome, orDefault, strict, UNKNOWN } from "./outcome.ts";
import { TemplateSyntaxError, type Token, tokenize } from "./tokens.ts";

const COMPARISONS = new Set(["==", "!=", "<", "<=", ">", ">="]);
const ORDERINGS = new Set(["<", "<=", ">", ">="]);
const CONSTANTS = new Set(["true", "false", "none", "True", "False", "None"]);
/** Words that continue an expression, so that a test takes no argument from them. */
const CONTINUATIONS = new Set(["else", "or", "and", "is", "if", "in", "not"]);

/**
 * Follows an expression as Jinja would run it in CPEX's loader, where only `env` is defined, as far as the text alone tells.
 * Names in `bound` are set by statements and not followed.
 *
 * @throws {TemplateSyntaxError} for an expression that Jinja can't compile.
 */
export function evaluate(source: string, bound: ReadonlySet<string>): Outcome {
  return new Evaluator(tokenize(source), bound).whole();
}

/** Parses and evaluates in one go, by falling precedence; each method is one level of Jinja's grammar. */
class Evaluator {
  readonly #tokens: readonly Token[];
  readonly #bound: ReadonlySet<string>;
  #next = 0;

  constructor(tokens: readonly Token[], bound: ReadonlySet<string>) {
    this.#tokens = tokens;
    this.#bound = bound;
  }

  whole(): Outcome {
    const value = this.#tuple();
    if (this.#token.kind !== "end") this.#unexpected();
    return value;
  }

  get #token(): Token {
    return this.#tokens[this.#next] ?? { kind: "end", text: "the end", at: 0 };
  }

  #unexpected(): never {
    throw new TemplateSyntaxError(`unexpected '${this.#token.text}' in the template`);
  }

  #isOperator(...texts: readonly string[]): boolean {
    return this.#token.kind === "operator" && texts.includes(this.#token.text);
  }

  #isWord(...texts: readonly string[]): boolean {
    return this.#token.kind === "name" && texts.includes(this.#token.text);
  }

  #take(): Token {
    const token = this.#token;
    this.#next++;
    return token;
  }

  #takeOperator(...texts: readonly string[]): boolean {
    const found = this.#isOperator(...texts);
    if (found) this.#next++;
    return found;
  }

  #takeWord(...texts: readonly string[]): boolean {
    const found = this.#isWord(...texts);
    if (found) this.#next++;
    return found;
  }

  #expectOperator(text: string): void {
    if (!this.#takeOperator(text)) this.#unexpected();
  }

  #expectName(): string {
    if (this.#token.kind !== "name") this.#unexpected();
    return this.#take().text;
  }

  #tuple(): Outcome {
    const first = this.#conditional();
    if (!this.#isOperator(",")) return first;
    const items = [first];
    while (this.#takeOperator(",") && !this.#isOperator(")") && this.#token.kind !== "end")
      items.push(this.#conditional());
    return lenient(...items);
  }

  #conditional(): Outcome {
    let value = this.#or();
    while (this.#takeWord("if")) {
      const test = this.#or();
      const otherwise: Outcome = this.#takeWord("else") ? this.#conditional() : { is: "text", text: "" };
      value = choose(test, value, otherwise);
    }
    return value;
  }

  #or(): Outcome {
    let left = this.#and();
    while (this.#takeWord("or")) left = choose(left, left, this.#and());
    return left;
  }

  #and(): Outcome {
    let left = this.#not();
    while (this.#takeWord("and")) left = choose(left, this.#not(), left);
    return left;
  }

  #not(): Outcome {
    return this.#takeWord("not") ? lenient(this.#not()) : this.#comparison();
  }

  #comparison(): Outcome {
    let left = this.#sum();
    while (true) {
      if (this.#token.kind === "operator" && COMPARISONS.has(this.#token.text)) {
        const combine = ORDERINGS.has(this.#take().text) ? strict : lenient;
        left = combine(left, this.#sum());
      } else if (this.#takeWord("in")) left = lenient(left, this.#sum());
      else if (this.#isWord("not") && this.#tokens[this.#next + 1]?.text === "in") {
        this.#next += 2;
        left = lenient(left, this.#sum());
      } else return left;
    }
  }

  #sum(): Outcome {
    let left = this.#concatenation();
    while (this.#takeOperator("+", "-")) left = strict(left, this.#concatenation());
    return left;
  }

  #concatenation(): Outcome {
    let left = this.#product();
    while (this.#takeOperator("~")) left = lenient(left, this.#product());
    return left;
  }

  #product(): Outcome {
    let left = this.#unary();
    while (this.#takeOperator("*", "/", "//", "%")) left = strict(left, this.#unary());
    return left;
  }

  #unary(): Outcome {
    if (this.#takeOperator("-", "+")) return this.#filters(strict(this.#unaryOperand()));
    return this.#filters(this.#power());
  }

  #unaryOperand(): Outcome {
    return this.#takeOperator("-", "+") ? strict(this.#unaryOperand()) : this.#power();
  }

  #power(): Outcome {
    let left = this.#postfix(this.#primary());
    while (this.#takeOperator("**")) left = strict(left, this.#unary());
    return left;
  }

  #primary(): Outcome {
    const token = this.#take();
    if (token.kind === "name") return this.#name(token.text);
    if (token.kind === "number") return /^\d+$/.test(token.text) ? { is: "text", text: token.text } : UNKNOWN;
    if (token.kind === "string") {
      let { text } = token;
      while (this.#token.kind === "string") text += this.#take().text;
      return { is: "text", text };
    }
    if (token.kind === "operator" && token.text === "(") {
      if (this.#takeOperator(")")) return UNKNOWN;
      const value = this.#tuple();
      this.#expectOperator(")");
      return value;
    }
    if (token.kind === "operator" && token.text === "[") return lenient(...this.#list("]"));
    if (token.kind === "operator" && token.text === "{") return lenient(...this.#list("}"));
    this.#next--;
    if (token.kind === "end") throw new TemplateSyntaxError("an expression is missing in the template");
    return this.#unexpected();
  }

  #name(name: string): Outcome {
    if (CONSTANTS.has(name) || GLOBALS.has(name) || this.#bound.has(name)) return UNKNOWN;
    return name === "env" ? { is: "environment" } : { is: "undefined", name };
  }

  /** The items of a list, of a dictionary or of a slice, up to the closing bracket. */
  #list(close: "]" | "}"): Outcome[] {
    const items: Outcome[] = [];
    while (!this.#takeOperator(close)) {
      items.push(this.#conditional());
      if (close === "}") {
        this.#expectOperator(":");
        items.push(this.#conditional());
      }
      if (!this.#isOperator(close)) this.#expectOperator(",");
    }
    return items;
  }

  #postfix(start: Outcome): Outcome {
    let value = start;
    while (true) {
      if (this.#takeOperator(".")) {
        if (this.#token.kind !== "name" && this.#token.kind !== "number") this.#unexpected();
        this.#next++;
        value = access(value);
      } else if (this.#takeOperator("[")) value = this.#subscript(value);
      else if (this.#takeOperator("(")) value = lenient(...this.#arguments(), access(value));
      else return value;
    }
  }

  #subscript(value: Outcome): Outcome {
    const items: Outcome[] = [];
    while (!this.#takeOperator("]")) {
      if (!this.#takeOperator(":", ",")) items.push(this.#conditional());
      if (this.#token.kind === "end") this.#unexpected();
    }
    return lenient(...items, access(value));
  }

  #arguments(): Outcome[] {
    const items: Outcome[] = [];
    while (!this.#takeOperator(")")) {
      this.#takeOperator("*", "**");
      if (this.#token.kind === "name" && this.#tokens[this.#next + 1]?.text === "=") this.#next += 2;
      items.push(this.#conditional());
      if (!this.#isOperator(")")) this.#expectOperator(",");
    }
    return items;
  }

  /** Filters, tests and calls after a value. */
  #filters(start: Outcome): Outcome {
    let value = start;
    while (true) {
      if (this.#takeOperator("|")) value = this.#filter(value);
      else if (this.#takeWord("is")) value = this.#test(value);
      else if (this.#takeOperator("(")) value = lenient(...this.#arguments(), access(value));
      else return value;
    }
  }

  #filter(value: Outcome): Outcome {
    const name = this.#expectName();
    if (!FILTERS.has(name)) throw new TemplateSyntaxError(`Jinja has no filter '${name}'`);
    const parameters = this.#takeOperator("(") ? this.#arguments() : [];
    if (name === "default" || name === "d") return orDefault(value, parameters[0] ?? { is: "text", text: "" });
    return name === "safe" ? asSafe(value) : lenient(value, ...parameters);
  }

  #test(value: Outcome): Outcome {
    this.#takeWord("not");
    const name = this.#expectName();
    if (!TESTS.has(name)) throw new TemplateSyntaxError(`Jinja has no test '${name}'`);
    const { kind, text } = this.#token;
    if (this.#takeOperator("(")) return lenient(value, ...this.#arguments());
    const takesArgument =
      kind === "string" ||
      kind === "number" ||
      (kind === "name" && !CONTINUATIONS.has(text)) ||
      this.#isOperator("[", "{");
    return takesArgument ? lenient(value, this.#postfix(this.#primary())) : lenient(value);
  }
}
