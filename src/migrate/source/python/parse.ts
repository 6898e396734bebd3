import type { SyntaxNode, Tree } from "@lezer/common";
import { parser } from "@lezer/python";

/** A Python text and its syntax tree; offsets are those of the text. */
export interface PythonSource {
  readonly text: string;
  readonly tree: Tree;
}

/** Parses Python; what is not Python becomes error nodes, and the rest is still there. */
export function parsePython(text: string): PythonSource {
  // The grammar takes one character after a backslash as the line break. The text keeps its length.
  return { text, tree: parser.parse(text.replaceAll("\\\r\n", "\\\n ")) };
}

/** How many pieces of the text are not Python. */
export function countErrors({ tree }: PythonSource): number {
  let errors = 0;
  tree.iterate({
    enter: ({ type }) => {
      if (type.isError) errors++;
    },
  });
  return errors;
}

/** All nodes with one of these names, in the order of the text. */
export function nodesNamed({ tree }: PythonSource, ...names: readonly string[]): readonly SyntaxNode[] {
  const found: SyntaxNode[] = [];
  tree.iterate({
    enter: (node) => {
      if (names.includes(node.name)) found.push(node.node);
    },
  });
  return found;
}

export function childrenOf(node: SyntaxNode): readonly SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) children.push(child);
  return children;
}

export function textOf({ text }: PythonSource, { from, to }: { readonly from: number; readonly to: number }): string {
  return text.slice(from, to);
}
