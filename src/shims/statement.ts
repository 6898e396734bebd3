import type { SyntaxNode } from "@lezer/common";
import type { Part } from "./part.ts";
import { readImport } from "./python/imports.ts";
import { type Extent, namesIn, type PythonModule, textOf } from "./python/tree.ts";
import { callsCore, type Vocabulary } from "./vocabulary.ts";

const DECISION = /^(?:PluginViolation|violation|continue_processing|modified_payload)$/;
const METRICS = /metadata|metric|trace_?id/i;
const LOGGER = /^_?log(?:ger)?$/i;
const LOG_METHOD = /^_?log_/;
const FALLBACK = /_AVAILABLE$/;
/** A value that is handed on as it came, and what Python asks for around it. */
const PLUMBING = /^(?:return \w+|return await \w+|pass|super\(\)[\s\S]*|del [\w, ]+|await \w+)$/;
const AWAITABLE = /__await__|iscoroutine|isawaitable/;

const MODULES: readonly (readonly [pattern: RegExp, part: Part])[] = [
  [/^(?:__future__|typing|typing_extensions|collections\.abc|abc)$/, "framework"],
  [/^(?:\.|cpex|mcpgateway)/, "framework"],
  [/^logging(?:\.|$)/, "logging"],
  [/^(?:pydantic|dataclasses)(?:\.|$)/, "config"],
];

/** What an import is for. */
export function partOfImport(statement: SyntaxNode, module: PythonModule): Part {
  const { module: name } = readImport(statement, module);
  return MODULES.find(([pattern]) => pattern.test(name))?.[1] ?? "helpers";
}

/**
 * What a statement, or one head of a compound one, is for; `otherwise` where nothing in it tells.
 *
 * @param head The head, where it is not the whole statement.
 */
export function partOfStatement(
  statement: SyntaxNode,
  module: PythonModule,
  vocabulary: Vocabulary,
  otherwise: Part,
  head: Extent = statement,
): Part {
  if (statement.name === "ImportStatement") return partOfImport(statement, module);
  const text = module.text.slice(head.from, head.to).trim();
  const names = [...namesIn(statement, module, head)];
  if (isLogCall(statement, module) || isLogger(statement, module)) return "logging";
  if (names.some((name) => FALLBACK.test(name))) return "fallback";
  if (names.some((name) => DECISION.test(name))) return "decisions";
  if (callsCore(statement, module, vocabulary, head)) return "framework";
  if (names.some((name) => METRICS.test(name))) return "metrics";
  return PLUMBING.test(text) || AWAITABLE.test(text) ? "framework" : otherwise;
}

function isLogCall(statement: SyntaxNode, module: PythonModule): boolean {
  const call = statement.name === "ExpressionStatement" ? statement.firstChild : null;
  const callee = call?.name === "CallExpression" ? call.firstChild : null;
  if (callee?.name !== "MemberExpression") return false;
  const [object = "", ...methods] = textOf(callee, module).split(".");
  return LOGGER.test(object) || methods.some((method) => LOGGER.test(method) || LOG_METHOD.test(method));
}

function isLogger(statement: SyntaxNode, module: PythonModule): boolean {
  return statement.name === "AssignStatement" && textOf(statement, module).includes("logging.getLogger(");
}
