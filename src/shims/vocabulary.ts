import type { SyntaxNode } from "@lezer/common";
import { readImport } from "./python/imports.ts";
import { childrenOf, type Extent, namesIn, type PythonModule, textOf } from "./python/tree.ts";

/** The names of a shim that tell its parts from each other. */
export interface Vocabulary {
  /** What is imported from the plugin's Rust library. */
  readonly rust: ReadonlySet<string>;
  /** The attributes of the plugin that hold something of it. */
  readonly cores: ReadonlySet<string>;
}

const RUST_MODULE = /_rust(?:\.|$)/;

export function vocabularyOf(module: PythonModule): Vocabulary {
  const rust = new Set<string>();
  const cores = new Set<string>();
  const visit = (node: SyntaxNode, use: (node: SyntaxNode) => void): void => {
    use(node);
    for (const child of childrenOf(node)) visit(child, use);
  };
  visit(module.top, (node) => {
    if (node.name !== "ImportStatement") return;
    const { module: path, names } = readImport(node, module);
    if (RUST_MODULE.test(path)) for (const name of names) rust.add(name);
  });
  visit(module.top, (node) => {
    const target = node.name === "AssignStatement" ? node.firstChild : null;
    if (target?.name !== "MemberExpression" || !textOf(target, module).startsWith("self.")) return;
    const call = node.lastChild;
    const callee = call?.name === "CallExpression" ? call.firstChild : null;
    if (callee !== null && rust.has(textOf(callee, module))) cores.add(textOf(target, module).slice("self.".length));
  });
  return { rust, cores };
}

/** Whether a node, or a piece of it, calls into the Rust library, by an attribute of the plugin or directly. */
export function callsCore(
  node: SyntaxNode,
  module: PythonModule,
  { rust, cores }: Vocabulary,
  extent?: Extent,
): boolean {
  return [...namesIn(node, module, extent)].some((name) => rust.has(name) || cores.has(name));
}
