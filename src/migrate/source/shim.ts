import type { Proposal } from "./edit.ts";
import { newPath } from "./moved.ts";
import type { PythonFile } from "./python/file.ts";
import { childrenOf, nodesNamed, textOf } from "./python/parse.ts";

/** Whether a module only passes on what is in `cpex`: imports, a docstring, `__all__`. An empty one does too. */
export function isShim({ source, imports }: PythonFile): boolean {
  const statements = childrenOf(source.tree.topNode).filter(({ name }) => name !== "Comment");
  const passive = statements.every(
    (node) =>
      node.name === "ImportStatement" ||
      (node.name === "ExpressionStatement" && node.firstChild?.name === "String") ||
      (node.name === "AssignStatement" && textOf(source, node).startsWith("__all__")),
  );
  const modules = imports.flatMap((statement) =>
    statement.kind === "from" ? [statement.module ?? ""] : statement.names.map(({ name }) => name),
  );
  return passive && modules.every((module) => /^(?:cpex|__future__)\b/.test(module));
}

/**
 * The plan's phase 1: a module of the old framework becomes one line that passes on the same module of `cpex`. What the
 * gateway itself has to keep is not thrown away: such a module is for a person.
 *
 * @param module the dotted path of the module, `mcpgateway.plugins.framework.models`
 */
export function makeShim(file: PythonFile, module: string): Proposal {
  if (isShim(file)) return { edits: [], findings: [] };
  const { text } = file;
  const manager = nodesNamed(file.source, "FunctionDefinition")
    .map((node) => node.getChild("VariableName"))
    .find((name) => name !== null && textOf(file.source, name) === "get_plugin_manager");
  if (manager !== null && manager !== undefined) {
    const message = "get_plugin_manager belongs to the gateway: move it to mcpgateway/plugins/__init__.py first";
    return { edits: [], findings: [{ start: manager.from, end: manager.to, message }] };
  }
  const to = newPath(module);
  const eol = /\r\n|\n/.exec(text)?.[0] ?? "\n";
  const shim = `"""Passes on ${to}."""${eol}${eol}from ${to} import *  # noqa: F401,F403${eol}`;
  return {
    edits: [{ start: 0, end: text.length, text: shim, reason: `the code of ${module} is in ${to}` }],
    findings: [],
  };
}
