import type { SyntaxNode } from "@lezer/common";
import { childrenOf, type PythonModule, textOf } from "./tree.ts";

/** An import statement: the module that it names first, and the names that it binds. */
export interface PythonImport {
  /** With its dots; of a relative import the dots come first. */
  readonly module: string;
  readonly names: readonly string[];
}

export function readImport(statement: SyntaxNode, module: PythonModule): PythonImport {
  const parts = childrenOf(statement);
  const isFrom = parts[0]?.name === "from";
  const cut = parts.findIndex(({ name }) => name === "import");
  const path = isFrom ? parts.slice(1, cut) : parts.slice(cut + 1).slice(0, pathLength(parts.slice(cut + 1)));
  return { module: path.map((part) => textOf(part, module)).join(""), names: boundNames(parts.slice(cut + 1), module) };
}

function pathLength(parts: readonly SyntaxNode[]): number {
  const end = parts.findIndex(({ name }) => name === "as" || name === ",");
  return end === -1 ? parts.length : end;
}

/** Of `a as b` the name is `b`, of `a.b` it is `a`. */
function boundNames(parts: readonly SyntaxNode[], module: PythonModule): readonly string[] {
  return parts.flatMap((part, index) => {
    const [before, after] = [parts[index - 1]?.name, parts[index + 1]?.name];
    return part.name === "VariableName" && before !== "." && after !== "as" ? [textOf(part, module)] : [];
  });
}
