import { Lines } from "../lines.ts";
import type { YamlProblem } from "../problem.ts";
import { MappedText } from "../source-map.ts";
import type { Span } from "../span.ts";
import { escapeHtml } from "./escape.ts";
import { evaluate } from "./evaluate.ts";
import { evaluateStatement } from "./evaluate-statement.ts";
import type { Outcome } from "./outcome.ts";
import { parseExpression } from "./parse-expression.ts";
import { splitTemplate } from "./parts.ts";
import { Statements } from "./statements.ts";
import { TemplateSyntaxError } from "./tokens.ts";

/** A file as far as its template can be rendered without the environment. */
export interface Rendered {
  readonly output: MappedText;
  /** Spans of the output whose text depends on the environment. */
  readonly unknown: readonly Span[];
  /** Spans of the source that are written out never, once or often. */
  readonly blocks: readonly Span[];
  /** Spans of the source that hold template syntax. */
  readonly templates: readonly Span[];
  readonly problems: readonly YamlProblem[];
}

/** Stands in the output for what is not known; no YAML syntax, no number, no word that YAML reads as something else. */
const PLACEHOLDER = "xxxx";
const LINE_BREAK = /\r\n?/g;

/** The text of a file that goes to YAML as it is, with line breaks as Python reads them. */
export function withoutTemplates(text: string): Rendered {
  const output = new MappedText();
  copyText(output, text, { start: 0, end: text.length });
  return { output, unknown: [], blocks: [], templates: [], problems: [] };
}

/**
 * Renders a file as CPEX's loader does before it reads the YAML (cpex 0.1.4, loader/config.py: Jinja, sandboxed, with
 * autoescape, and only `env` defined). Values of the environment are placeholders; statements are taken out, and what
 * they enclose is kept.
 */
export function renderTemplate(text: string): Rendered {
  const { parts, error } = splitTemplate(withoutLastBreak(text));
  if (error !== undefined) return broken(text, { code: "template/syntax", ...error });
  const output = new MappedText();
  const unknown: Span[] = [];
  const problems: YamlProblem[] = [];
  const statements = new Statements();
  let blockStart = 0;
  const lines = new Lines(text);
  for (const part of parts) {
    const source = text.slice(part.inner.start, part.inner.end);
    try {
      if (part.kind === "text") copyText(output, text, part);
      else if (part.kind === "statement") {
        const outcome = evaluateStatement(source, statements.bound);
        // In a block, nobody knows whether Jinja gets there.
        if (outcome.is === "raises" && !statements.isInBlock) problems.push(undefinedProblem(outcome.message, part));
        const wasInBlock = statements.isInBlock;
        statements.add(source, part);
        if (!wasInBlock) blockStart = output.length;
        else if (!statements.isInBlock && isInline(text, statements.blocks.at(-1))) {
          setUnknown(unknown, { start: blockStart, end: output.length });
        }
      } else if (part.kind === "expression") {
        const outcome = evaluate(parseExpression(source), statements.bound);
        const start = output.length;
        output.replace(written(outcome), part);
        if (outcome.is !== "text" && outcome.is !== "undefined") unknown.push({ start, end: output.length });
        problems.push(...judge(outcome, spanOf(part), isInComment(lines, part.start)));
      }
    } catch (thrown) {
      if (!(thrown instanceof TemplateSyntaxError)) throw thrown;
      return broken(text, { code: "template/syntax", span: spanOf(part), message: thrown.message });
    }
  }
  const { unclosed } = statements;
  if (unclosed !== undefined) {
    const span = spanOf(unclosed);
    const message = `'${unclosed.name}' is never closed by 'end${unclosed.name}'`;
    return broken(text, { code: "template/syntax", span, message });
  }
  const templates = parts.filter((part) => part.kind !== "text").map(spanOf);
  const first = statements.blocks[0];
  if (first !== undefined) problems.push(statementNote(templates, first));
  return { output, unknown, blocks: statements.blocks, templates, problems };
}

/** What a block writes within one line is a part of a value, which is then not known. */
function isInline(text: string, block: Span | undefined): boolean {
  return block !== undefined && !/[\r\n]/.test(text.slice(block.start, block.end));
}

/** Adds a span that the last ones may lie in. */
function setUnknown(unknown: Span[], span: Span): void {
  while ((unknown.at(-1)?.start ?? -1) >= span.start) unknown.pop();
  if (span.end > span.start) unknown.push(span);
}

/** Jinja drops one line break at the end of a file. */
export function withoutLastBreak(text: string): string {
  return text.replace(/(?:\r\n|\r|\n)$/, "");
}

function spanOf({ start, end }: Span): Span {
  return { start, end };
}

/** Jinja stops before anything is rendered. */
function broken(text: string, problem: YamlProblem): Rendered {
  return { ...withoutTemplates(text), problems: [problem] };
}

/** Adds a piece of the source with line breaks as Python reads them. */
export function copyText(output: MappedText, text: string, { start, end }: Span): void {
  let at = start;
  for (const match of text.slice(start, end).matchAll(LINE_BREAK)) {
    const breakStart = start + match.index;
    const breakEnd = breakStart + match[0].length;
    output.copy(text, at, breakStart);
    output.replace("\n", { start: breakStart, end: breakEnd });
    at = breakEnd;
  }
  output.copy(text, at, end);
}

function written(outcome: Outcome): string {
  if (outcome.is === "undefined") return "";
  if (outcome.is !== "text") return PLACEHOLDER;
  return outcome.safe === true ? outcome.text : escapeHtml(outcome.text);
}

/** What is said about an expression; in a YAML comment it can do no harm but stop the loader. */
function judge(outcome: Outcome, span: Span, inComment: boolean): YamlProblem[] {
  if (outcome.is === "raises") return [undefinedProblem(outcome.message, span)];
  if (inComment) return [];
  if (outcome.is === "undefined") {
    const help = "The loader renders the file with Jinja first. To keep the braces, use {% raw %} … {% endraw %}.";
    return [
      { code: "template/empty", span, message: `'${outcome.name}' is not defined, so this renders to nothing`, help },
    ];
  }
  if ((outcome.is === "text" || outcome.is === "unknown") && outcome.safe !== true) {
    const texts = outcome.is === "text" ? [outcome.text] : (outcome.defaults ?? []);
    const changed = texts.find((text) => escapeHtml(text) !== text);
    if (changed !== undefined) return [escapedWarning(changed, span)];
  }
  return [];
}

function undefinedProblem(message: string, span: Span): YamlProblem {
  const help =
    "Only 'env' is defined here. To keep the braces as text, put the value between {% raw %} and {% endraw %}.";
  return { code: "template/undefined", span: spanOf(span), message: `the loader stops here: ${message}`, help };
}

function isInComment(lines: Lines, offset: number): boolean {
  const lineStart = lines.start(lines.at(offset).line);
  return /^\s*#/.test(lines.text.slice(lineStart, offset));
}

function escapedWarning(text: string, span: Span): YamlProblem {
  return {
    code: "template/escaped",
    span,
    message: `Jinja escapes HTML here: '${text}' becomes '${escapeHtml(text)}'`,
    help: "Add '| safe' as the last filter.",
  };
}

function statementNote(templates: readonly Span[], block: Span): YamlProblem {
  const opening = templates.find((part) => part.end === block.start);
  return {
    code: "template/statement",
    span: opening ?? block,
    message: "what this block writes depends on the environment, so problems inside it are only noted",
  };
}
