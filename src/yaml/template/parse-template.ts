import type { Span } from "../span.ts";
import type { Expression } from "./expression.ts";
import { parseExpression } from "./parse-expression.ts";
import type { TemplatePart } from "./parts.ts";
import { Statements } from "./statements.ts";
import { TemplateSyntaxError } from "./tokens.ts";
import { RenderError } from "./value.ts";

/** A template as it is rendered: pieces in order, blocks with what they enclose. */
export type TemplateNode =
  | { readonly kind: "text"; readonly span: Span }
  | { readonly kind: "output"; readonly expression: Expression; readonly span: Span }
  | { readonly kind: "if"; readonly branches: readonly Branch[] }
  | { readonly kind: "for"; readonly loop: Loop };

/** The part of an `if` that is rendered when its test holds; `else` has no test. */
export interface Branch {
  readonly test: Expression | undefined;
  readonly span: Span;
  readonly body: TemplateNode[];
}

export interface Loop {
  readonly name: string;
  readonly items: Expression;
  readonly span: Span;
  readonly body: TemplateNode[];
  /** Rendered when there is no item. */
  readonly otherwise: TemplateNode[];
}

/** A template that can't be made a tree of. */
export class TemplateError extends Error {
  override readonly name = "TemplateError";
  readonly span: Span;

  constructor(message: string, span: Span, cause?: unknown) {
    super(message, { cause });
    this.span = span;
  }
}

const FOR = /^\s*for\s+(?<name>[\p{L}_][\p{L}\p{N}_]*)\s+in\s(?<items>[\s\S]*)$/u;

/**
 * Puts the parts of a template into blocks.
 *
 * @throws {TemplateError} for what Jinja can't compile, and for statements other than `if` and `for`.
 */
export function parseTemplate(text: string, parts: readonly TemplatePart[]): readonly TemplateNode[] {
  const root: TemplateNode[] = [];
  const builder = new TreeBuilder(root);
  for (const part of parts) {
    const { kind, start, end, inner } = part;
    try {
      builder.add(kind, text.slice(inner.start, inner.end), { start, end });
    } catch (thrown) {
      if (thrown instanceof TemplateSyntaxError || thrown instanceof RenderError)
        throw new TemplateError(thrown.message, { start, end }, thrown);
      throw thrown;
    }
  }
  const { unclosed } = builder;
  if (unclosed === undefined) return root;
  throw new TemplateError(`'${unclosed.name}' is never closed by 'end${unclosed.name}'`, unclosed);
}

/** An open block, and where what comes next goes. */
interface Open {
  readonly branches?: Branch[];
  readonly loop?: Loop;
  readonly body: TemplateNode[];
}

class TreeBuilder {
  readonly #statements = new Statements();
  readonly #open: Open[];

  constructor(root: TemplateNode[]) {
    this.#open = [{ body: root }];
  }

  get unclosed(): Statements["unclosed"] {
    return this.#statements.unclosed;
  }

  add(kind: TemplatePart["kind"], source: string, span: Span): void {
    if (kind === "text") this.#body.push({ kind, span });
    else if (kind === "expression") this.#body.push({ kind: "output", expression: parseExpression(source), span });
    else if (kind === "statement") this.#statement(source, span);
  }

  get #body(): TemplateNode[] {
    return this.#open.at(-1)?.body ?? [];
  }

  #statement(source: string, span: Span): void {
    this.#statements.add(source, span);
    const [, tag = "", rest = ""] = /^\s*(\w+)([\s\S]*)$/.exec(source) ?? [];
    if (tag === "for") this.#openLoop(source, span);
    else if (tag === "if") {
      const branches: Branch[] = [];
      this.#body.push({ kind: "if", branches });
      this.#open.push({ branches, body: [] });
      this.#branch(parseExpression(rest), span);
    } else if (tag === "elif") this.#branch(parseExpression(rest), span);
    else if (tag === "else") this.#else(rest, span);
    else if (tag === "endif" || tag === "endfor") this.#close(tag, rest);
    else throw new RenderError(`the statement '${tag}' is not supported in configs here; 'if' and 'for' are`);
  }

  #openLoop(source: string, span: Span): void {
    const { name, items } = FOR.exec(source)?.groups ?? {};
    const expression = items === undefined ? undefined : parseExpression(items);
    // What looks like a choice of lists is a filter of items in Jinja.
    if (name === undefined || expression === undefined || expression.kind === "conditional") {
      throw new RenderError("this 'for' is not supported in configs here; 'for name in list' is");
    }
    const loop: Loop = { name, items: expression, span, body: [], otherwise: [] };
    this.#body.push({ kind: "for", loop });
    this.#open.push({ loop, body: loop.body });
  }

  #branch(test: Expression | undefined, span: Span): void {
    const { branches } = this.#open.pop() ?? {};
    if (branches === undefined || (branches.at(-1)?.test === undefined && branches.length > 0)) {
      throw new TemplateSyntaxError("nothing can come after 'else'");
    }
    const body: TemplateNode[] = [];
    branches.push({ test, span, body });
    this.#open.push({ branches, body });
  }

  #else(rest: string, span: Span): void {
    expectEnd(rest);
    const { loop } = this.#open.at(-1) ?? {};
    if (loop === undefined) return this.#branch(undefined, span);
    if (this.#body === loop.otherwise) throw new TemplateSyntaxError("nothing can come after 'else'");
    this.#open.pop();
    this.#open.push({ loop, body: loop.otherwise });
  }

  #close(tag: string, rest: string): void {
    expectEnd(rest);
    const open = this.#open.pop();
    if ((open?.loop === undefined) !== (tag === "endif")) throw new TemplateSyntaxError(`'${tag}' closes nothing`);
  }
}

function expectEnd(rest: string): void {
  if (rest.trim() !== "") throw new TemplateSyntaxError(`unexpected '${rest.trim()}' in the template`);
}
