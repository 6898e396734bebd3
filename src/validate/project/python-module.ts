import type { SyntaxNode } from "@lezer/common";
import { childrenOf, parsePython, type PythonModule, textOf } from "../../shims/python/tree.ts";

/** A method of a class, as CPEX looks at one that answers a hook. */
export interface PythonMethod {
  readonly isAsync: boolean;
  /** Without `self`; undefined where the list has stars or what makes it longer. */
  readonly parameters: number | undefined;
}

export interface PythonClass {
  /** The last names of its bases: `Plugin` of `framework.Plugin`. */
  readonly bases: readonly string[];
  /** By name; undefined for what is not a plain method. */
  readonly methods: ReadonlyMap<string, PythonMethod | undefined>;
  /** The hooks of its `@hook("…")`; undefined when one of them is not a plain text. */
  readonly hooks: ReadonlySet<string> | undefined;
}

/** What a plugin's module has at its top level, as far as it can be read without running it. */
export interface PythonNames {
  readonly classes: ReadonlyMap<string, PythonClass>;
  /** Every name that is bound anywhere in the module. */
  readonly bound: ReadonlySet<string>;
  /** It may have other names, too: it has a star import, or a `__getattr__`. */
  readonly isOpen: boolean;
}

export function namesOfModule(text: string): PythonNames {
  const module = parsePython(text);
  const classes = new Map<string, PythonClass>();
  const bound = new Set<string>();
  let isOpen = false;
  const visit = (node: SyntaxNode): void => {
    if (node.name === "ClassDefinition") {
      const name = nameOf(node, module);
      bound.add(name);
      classes.set(name, classOf(node, module));
    } else if (node.name === "FunctionDefinition") {
      bound.add(nameOf(node, module));
      isOpen ||= nameOf(node, module) === "__getattr__";
    } else if (node.name === "ImportStatement" || node.name === "AssignStatement") {
      isOpen ||= node.name === "ImportStatement" && node.getChild("*") !== null;
      for (const one of node.getChildren("VariableName")) bound.add(textOf(one, module));
    } else for (const child of childrenOf(node)) visit(child);
  };
  visit(module.top);
  return { classes, bound, isOpen };
}

function nameOf(definition: SyntaxNode, module: PythonModule): string {
  const name = definition.getChild("VariableName");
  return name === null ? "" : textOf(name, module);
}

function classOf(definition: SyntaxNode, module: PythonModule): PythonClass {
  const methods = new Map<string, PythonMethod | undefined>();
  const hooks = new Set<string>();
  let isKnown = true;
  for (const statement of childrenOf(definition.getChild("Body") ?? definition)) {
    if (statement.name === "FunctionDefinition") methods.set(nameOf(statement, module), methodOf(statement, module));
    else if (statement.name === "DecoratedStatement") {
      const inner = statement.getChild("FunctionDefinition");
      if (inner !== null) methods.set(nameOf(inner, module), undefined);
      for (const decorator of statement.getChildren("Decorator")) {
        const hook = hookOf(decorator, module);
        if (hook === "unknown") isKnown = false;
        else if (hook !== undefined) hooks.add(hook.name);
      }
    } else for (const name of statement.getChildren("VariableName")) methods.set(textOf(name, module), undefined);
  }
  return { bases: basesOf(definition, module), methods, hooks: isKnown ? hooks : undefined };
}

function basesOf(definition: SyntaxNode, module: PythonModule): readonly string[] {
  const list = definition.getChild("ArgList");
  if (list === null) return [];
  // What stands before the first `name=value`; a subscript such as Plugin[T] is a name of its own.
  const children = childrenOf(list);
  const keyword = children.findIndex(({ name }) => name === "AssignOp");
  const bases = keyword === -1 ? children : children.slice(0, keyword - 1);
  return bases
    .filter(({ name }) => !["(", ")", ","].includes(name))
    .map((base) => textOf(base, module).replace(/^.*\./, ""));
}

function methodOf(definition: SyntaxNode, module: PythonModule): PythonMethod {
  const list = definition.getChild("ParamList");
  const text = list === null ? "()" : textOf(list, module);
  const names = list?.getChildren("VariableName").length ?? 0;
  const isPlain = !/[*=:/]/.test(text);
  return { isAsync: definition.getChild("async") !== null, parameters: isPlain ? Math.max(0, names - 1) : undefined };
}

function hookOf(decorator: SyntaxNode, module: PythonModule): { readonly name: string } | "unknown" | undefined {
  const [name] = decorator.getChildren("VariableName");
  if (name === undefined || textOf(name, module) !== "hook") return undefined;
  const first = childrenOf(decorator.getChild("ArgList") ?? decorator).find((node) => node.name !== "(");
  const text = first?.name === "String" ? /^(["'])([\w.]+)\1$/.exec(textOf(first, module))?.[2] : undefined;
  return text === undefined ? "unknown" : { name: text };
}
