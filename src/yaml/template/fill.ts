import { YAML_LIMITS } from "../limits.ts";
import { MappedText } from "../source-map.ts";
import type { Span } from "../span.ts";
import { compute, type Scope } from "./compute.ts";
import type { Expression } from "./expression.ts";
import { splitTemplate } from "./parts.ts";
import { copyText, type Rendered, withoutLastBreak } from "./render.ts";
import { TemplateError, type TemplateNode, parseTemplate } from "./parse-template.ts";
import { Environment, isList, isTrue, RenderError, toHtml, Undefined, unsupported, type Value } from "./value.ts";

/**
 * Renders a file with the values of an environment, as CPEX's loader does before it reads the YAML (cpex 0.1.4,
 * loader/config.py: Jinja, sandboxed, with autoescape, and only `env` defined). The first problem is the only one.
 */
export function fillTemplate(text: string, env: Readonly<Record<string, string | undefined>>): Rendered {
  const source = withoutLastBreak(text);
  const { parts, error } = splitTemplate(source);
  const output = new MappedText();
  const rendered: Rendered = { output, unknown: [], blocks: [], templates: [], problems: [] };
  if (error !== undefined) return { ...rendered, problems: [{ code: "template/syntax", ...error }] };
  try {
    const nodes = parseTemplate(source, parts);
    new Filler(source, output).write(nodes, new Map([["env", new Environment(env)]]));
    return rendered;
  } catch (thrown) {
    if (!(thrown instanceof TemplateError)) throw thrown;
    return { ...rendered, problems: [{ code: "template/syntax", span: thrown.span, message: thrown.message }] };
  }
}

/** Writes the nodes of a template. */
class Filler {
  readonly #source: string;
  readonly #output: MappedText;

  constructor(source: string, output: MappedText) {
    this.#source = source;
    this.#output = output;
  }

  write(nodes: readonly TemplateNode[], scope: Scope): void {
    for (const node of nodes) this.#node(node, scope);
  }

  #node(node: TemplateNode, scope: Scope): void {
    if (node.kind === "text") copyText(this.#output, this.#source, node.span);
    else if (node.kind === "output") {
      const { span, expression } = node;
      this.#output.replace(
        at(span, () => toHtml(compute(expression, scope))),
        span,
      );
    } else if (node.kind === "if") {
      const { branches } = node;
      const chosen = branches.find(
        ({ test, span }) => test === undefined || at(span, () => isTrue(compute(test, scope))),
      );
      this.write(chosen?.body ?? [], scope);
    } else {
      const { name, items, span, body, otherwise } = node.loop;
      const values = at(span, () => listOf(items, scope));
      for (const value of values) {
        this.write(body, new Map([...scope, [name, value]]));
        // Loops can multiply.
        if (this.#output.length > YAML_LIMITS.length) throw new TemplateError("the loop writes too much", span);
      }
      if (values.length === 0) this.write(otherwise, scope);
    }
  }
}

/** Gives what stops the rendering its place. */
function at<Result>(span: Span, run: () => Result): Result {
  try {
    return run();
  } catch (thrown) {
    if (!(thrown instanceof RenderError)) throw thrown;
    throw new TemplateError(thrown.message, span, thrown);
  }
}

function listOf(expression: Expression, scope: Scope): readonly Value[] {
  const value = compute(expression, scope);
  if (value instanceof Undefined) return [];
  return isList(value) ? value : unsupported("a loop over anything but a list");
}
