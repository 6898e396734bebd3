import type { SyntaxNode } from "@lezer/common";
import { parser } from "@lezer/python";
import { Lines } from "../../yaml/lines.ts";

/** A Python module that was read. What is not Python is skipped by the parser, and never stops it. */
export interface PythonModule {
  readonly text: string;
  readonly lines: Lines;
  readonly top: SyntaxNode;
}

export function parsePython(text: string): PythonModule {
  return { text, lines: new Lines(text), top: parser.parse(text).topNode };
}

export function childrenOf(node: SyntaxNode): readonly SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) children.push(child);
  return children;
}

/** The statements of a module or of a body, without docstrings. */
export function statementsOf(block: SyntaxNode): readonly SyntaxNode[] {
  return childrenOf(block).filter((node) => /(?:Statement|Definition)$/.test(node.name) && !isDocstring(node));
}

/** The bodies of a compound statement: of a `try`, its handlers' too. */
export function bodiesOf(statement: SyntaxNode): readonly SyntaxNode[] {
  return statement.getChildren("Body");
}

/** A string that stands alone is a comment. */
function isDocstring(node: SyntaxNode): boolean {
  const only = node.firstChild;
  return node.name === "ExpressionStatement" && only !== null && only.nextSibling === null && isString(only);
}

function isString(node: SyntaxNode): boolean {
  return node.name === "String" || node.name === "ContinuedString";
}

export function textOf(node: SyntaxNode, { text }: PythonModule): string {
  return text.slice(node.from, node.to);
}

/** A piece of a module: offsets, the end not included. */
export interface Extent {
  readonly from: number;
  readonly to: number;
}

/** The names that a node uses, all of it or a piece: variables, properties and keywords of calls. */
export function namesIn(node: SyntaxNode, module: PythonModule, { from, to }: Extent = node): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (inner: SyntaxNode): void => {
    if (inner.from >= to || inner.to <= from) return;
    if (inner.name === "VariableName" || inner.name === "PropertyName") names.add(textOf(inner, module));
    for (const child of childrenOf(inner)) visit(child);
  };
  visit(node);
  return names;
}

/** The lines, from 1, on which there is code: anything but blanks, comments and docstrings. */
export function codeLines({ top, lines }: PythonModule): ReadonlySet<number> {
  const found = new Set<number>();
  const visit = (node: SyntaxNode): void => {
    if (node.name === "Comment" || isDocstring(node)) return;
    const children = childrenOf(node);
    // A formatted string has children only where values stand in it.
    if (children.length > 0 && node.name !== "FormatString") {
      for (const child of children) visit(child);
      return;
    }
    if (node.to === node.from) return;
    const last = lines.at(node.to - 1).line;
    for (let { line } = lines.at(node.from); line <= last; line++) found.add(line);
  };
  visit(top);
  return found;
}
