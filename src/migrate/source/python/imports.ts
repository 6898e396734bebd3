import type { SyntaxNode } from "@lezer/common";
import type { Span } from "../../../yaml/span.ts";
import { childrenOf, nodesNamed, type PythonSource, textOf } from "./parse.ts";

/** One entry of an import: `Plugin as P`, or `a.b as c` after a plain `import`. */
export interface ImportedName extends Span {
  /** Dotted after a plain `import`. */
  readonly name: string;
  readonly alias: string | undefined;
  readonly nameSpan: Span;
}

export interface FromImport extends Span {
  readonly kind: "from";
  /** Where the module is written, its dots included. */
  readonly moduleSpan: Span;
  /** The module as an absolute path; undefined for a relative one in a file whose package is not known. */
  readonly module: string | undefined;
  readonly star: boolean;
  readonly names: readonly ImportedName[];
}

export interface PlainImport extends Span {
  readonly kind: "import";
  readonly names: readonly ImportedName[];
}

export type Import = FromImport | PlainImport;

/** All import statements, wherever they are; `inside` is the package of the file, for relative imports. */
export function readImports(source: PythonSource, inside: string | undefined): readonly Import[] {
  const imports: Import[] = [];
  for (const node of nodesNamed(source, "ImportStatement")) {
    const read = readImport(source, node, inside);
    if (read !== undefined) imports.push(read);
  }
  return imports;
}

function readImport(source: PythonSource, node: SyntaxNode, inside: string | undefined): Import | undefined {
  const tokens = childrenOf(node).filter(({ name }) => name !== "Comment");
  // A statement that is broken is left alone.
  if (tokens.some(({ type }) => type.isError)) return undefined;
  const first = tokens[0]?.name;
  const keyword = tokens.findIndex(({ name }) => name === "import");
  const end = tokens.at(-1)?.to ?? node.to;
  if (first === "import") return { kind: "import", start: node.from, end, names: readNames(source, tokens.slice(1)) };
  const written = tokens.slice(1, keyword);
  const [from, to] = [written[0], written.at(-1)];
  if (first !== "from" || keyword === -1 || from === undefined || to === undefined) return undefined;
  const path = written.map((token) => textOf(source, token)).join("");
  const names = tokens.slice(keyword + 1);
  return {
    kind: "from",
    start: node.from,
    end,
    moduleSpan: { start: from.from, end: to.to },
    module: absolute(path, inside),
    star: names[0]?.name === "*",
    names: readNames(source, names),
  };
}

function readNames(source: PythonSource, tokens: readonly SyntaxNode[]): readonly ImportedName[] {
  const names: ImportedName[] = [];
  let current: SyntaxNode[] = [];
  const finish = (): void => {
    const as = current.findIndex(({ name }) => name === "as");
    const path = as === -1 ? current : current.slice(0, as);
    const [from, to, last] = [path[0], path.at(-1), current.at(-1)];
    if (from !== undefined && to !== undefined && last !== undefined) {
      names.push({
        name: path.map((token) => textOf(source, token)).join(""),
        alias: as === -1 ? undefined : textOf(source, last),
        nameSpan: { start: from.from, end: to.to },
        start: from.from,
        end: last.to,
      });
    }
    current = [];
  };
  for (const token of tokens) {
    if (["VariableName", ".", "as"].includes(token.name)) current.push(token);
    else if (token.name === ",") finish();
  }
  finish();
  return names;
}

/** `..framework` seen from the package `mcpgateway.plugins.x` is `mcpgateway.plugins.framework`. */
function absolute(path: string, inside: string | undefined): string | undefined {
  const dots = /^\.*/.exec(path)?.[0].length ?? 0;
  if (dots === 0) return path;
  const parts = inside?.split(".") ?? [];
  if (dots > parts.length) return undefined;
  const rest = path.slice(dots);
  return [...parts.slice(0, parts.length - dots + 1), ...(rest === "" ? [] : [rest])].join(".");
}
