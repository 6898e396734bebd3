import type { Comparison, Expression, Parameter } from "./expression.ts";
import { FILTERS, TESTS } from "./names.ts";
import { TemplateSyntaxError, type Token, tokenize } from "./tokens.ts";

const COMPARISONS = ["==", "!=", "<", "<=", ">", ">="] as const;
/** Words that continue an expression, so that a test takes no argument from them. */
const CONTINUATIONS = new Set(["else", "or", "and", "is", "if", "in", "not"]);

/**
 * Parses an expression with Jinja's grammar.
 *
 * @throws {TemplateSyntaxError} for an expression that Jinja can't compile.
 */
export function parseExpression(source: string): Expression {
  return new ExpressionParser(tokenize(source)).whole();
}

/** Parses by falling precedence; each method is one level of Jinja's grammar. */
class ExpressionParser {
  readonly #tokens: readonly Token[];
  #next = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  whole(): Expression {
    const expression = this.#tuple();
    if (this.#token.kind !== "end") this.#unexpected();
    return expression;
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

  #takeOperator<Text extends string>(...texts: readonly Text[]): Text | undefined {
    if (this.#token.kind !== "operator") return undefined;
    const found = texts.find((text) => text === this.#token.text);
    if (found !== undefined) this.#next++;
    return found;
  }

  #takeWord(...texts: readonly string[]): boolean {
    const found = this.#isWord(...texts);
    if (found) this.#next++;
    return found;
  }

  #expectOperator(text: string): void {
    if (this.#takeOperator(text) === undefined) this.#unexpected();
  }

  #expectName(): string {
    if (this.#token.kind !== "name") this.#unexpected();
    return this.#take().text;
  }

  #tuple(): Expression {
    const first = this.#conditional();
    if (!this.#isOperator(",")) return first;
    const items = [first];
    while (this.#takeOperator(",") !== undefined && !this.#isOperator(")") && this.#token.kind !== "end")
      items.push(this.#conditional());
    return { kind: "tuple", items };
  }

  #conditional(): Expression {
    let yes = this.#or();
    while (this.#takeWord("if")) {
      const test = this.#or();
      const no = this.#takeWord("else") ? this.#conditional() : undefined;
      yes = { kind: "conditional", test, yes, no };
    }
    return yes;
  }

  #or(): Expression {
    let left = this.#and();
    while (this.#takeWord("or")) left = { kind: "or", left, right: this.#and() };
    return left;
  }

  #and(): Expression {
    let left = this.#not();
    while (this.#takeWord("and")) left = { kind: "and", left, right: this.#not() };
    return left;
  }

  #not(): Expression {
    return this.#takeWord("not") ? { kind: "not", operand: this.#not() } : this.#comparison();
  }

  #comparison(): Expression {
    const first = this.#sum();
    const rest: Comparison[] = [];
    while (true) {
      const operator = this.#comparisonOperator();
      if (operator === undefined) return rest.length === 0 ? first : { kind: "comparison", first, rest };
      rest.push({ operator, operand: this.#sum() });
    }
  }

  #comparisonOperator(): Comparison["operator"] | undefined {
    if (this.#takeWord("in")) return "in";
    if (!this.#isWord("not") || this.#tokens[this.#next + 1]?.text !== "in") return this.#takeOperator(...COMPARISONS);
    this.#next += 2;
    return "not in";
  }

  #sum(): Expression {
    let left = this.#concatenation();
    for (let operator = this.#takeOperator("+", "-"); operator !== undefined; operator = this.#takeOperator("+", "-"))
      left = { kind: "arithmetic", operator, left, right: this.#concatenation() };
    return left;
  }

  #concatenation(): Expression {
    let left = this.#product();
    while (this.#takeOperator("~") !== undefined) left = { kind: "concatenation", left, right: this.#product() };
    return left;
  }

  #product(): Expression {
    const next = () => this.#takeOperator("*", "/", "//", "%");
    let left = this.#unary();
    for (let operator = next(); operator !== undefined; operator = next())
      left = { kind: "arithmetic", operator, left, right: this.#unary() };
    return left;
  }

  #unary(): Expression {
    return this.#filters(this.#signed());
  }

  #signed(): Expression {
    const operator = this.#takeOperator("-", "+");
    return operator === undefined ? this.#power() : { kind: "sign", operator, operand: this.#signed() };
  }

  #power(): Expression {
    let left = this.#postfix(this.#primary());
    while (this.#takeOperator("**") !== undefined)
      left = { kind: "arithmetic", operator: "**", left, right: this.#unary() };
    return left;
  }

  #primary(): Expression {
    const token = this.#take();
    const { kind } = token;
    if (kind === "name" || kind === "number") return { kind, text: token.text };
    if (kind === "string") {
      let { text } = token;
      while (this.#token.kind === "string") text += this.#take().text;
      return { kind, text };
    }
    if (kind === "operator" && token.text === "(") {
      if (this.#takeOperator(")") !== undefined) return { kind: "tuple", items: [] };
      const inner = this.#tuple();
      this.#expectOperator(")");
      return inner;
    }
    if (kind === "operator" && token.text === "[") return { kind: "list", items: this.#items("]") };
    if (kind === "operator" && token.text === "{") return { kind: "dictionary", items: this.#items("}") };
    this.#next--;
    if (kind === "end") throw new TemplateSyntaxError("an expression is missing in the template");
    return this.#unexpected();
  }

  /** The items of a list, or the keys and values of a dictionary, up to the closing bracket. */
  #items(close: "]" | "}"): Expression[] {
    const items: Expression[] = [];
    while (this.#takeOperator(close) === undefined) {
      items.push(this.#conditional());
      if (close === "}") {
        this.#expectOperator(":");
        items.push(this.#conditional());
      }
      if (!this.#isOperator(close)) this.#expectOperator(",");
    }
    return items;
  }

  #postfix(start: Expression): Expression {
    let of = start;
    while (true) {
      if (this.#takeOperator(".") !== undefined) {
        if (this.#token.kind !== "name" && this.#token.kind !== "number") this.#unexpected();
        of = { kind: "attribute", of, name: this.#take().text };
      } else if (this.#takeOperator("[") !== undefined) of = this.#subscript(of);
      else if (this.#takeOperator("(") !== undefined) of = { kind: "call", of, parameters: this.#parameters() };
      else return of;
    }
  }

  #subscript(of: Expression): Expression {
    const index: Expression[] = [];
    let isSlice = false;
    while (this.#takeOperator("]") === undefined) {
      if (this.#takeOperator(":", ",") === undefined) index.push(this.#conditional());
      else isSlice = true;
      if (this.#token.kind === "end") this.#unexpected();
    }
    return { kind: "item", of, index, isSlice };
  }

  #parameters(): Parameter[] {
    const parameters: Parameter[] = [];
    while (this.#takeOperator(")") === undefined) {
      const isSpread = this.#takeOperator("*", "**") !== undefined;
      const name = this.#token.kind === "name" && this.#tokens[this.#next + 1]?.text === "=" ? this.#take().text : "";
      if (name !== "") this.#expectOperator("=");
      const value = this.#conditional();
      parameters.push({ value, ...(name === "" ? {} : { name }), ...(isSpread ? { isSpread } : {}) });
      if (!this.#isOperator(")")) this.#expectOperator(",");
    }
    return parameters;
  }

  /** Filters, tests and calls after a value. */
  #filters(start: Expression): Expression {
    let of = start;
    while (true) {
      if (this.#takeOperator("|") !== undefined) of = this.#filter(of);
      else if (this.#takeWord("is")) of = this.#test(of);
      else if (this.#takeOperator("(") !== undefined) of = { kind: "call", of, parameters: this.#parameters() };
      else return of;
    }
  }

  #filter(of: Expression): Expression {
    const name = this.#expectName();
    if (!FILTERS.has(name)) throw new TemplateSyntaxError(`Jinja has no filter '${name}'`);
    const parameters = this.#takeOperator("(") === undefined ? [] : this.#parameters();
    return { kind: "filter", name, of, parameters };
  }

  #test(of: Expression): Expression {
    const isNegated = this.#takeWord("not");
    const name = this.#expectName();
    if (!TESTS.has(name)) throw new TemplateSyntaxError(`Jinja has no test '${name}'`);
    return { kind: "test", name, of, isNegated, parameters: this.#testParameters() };
  }

  #testParameters(): Parameter[] {
    if (this.#takeOperator("(") !== undefined) return this.#parameters();
    const { kind, text } = this.#token;
    const isValue = kind === "string" || kind === "number" || (kind === "name" && !CONTINUATIONS.has(text));
    return isValue || this.#isOperator("[", "{") ? [{ value: this.#postfix(this.#primary()) }] : [];
  }
}
