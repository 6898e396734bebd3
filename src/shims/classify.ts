import type { SyntaxNode } from "@lezer/common";
import { isHookName } from "../plugin/hooks.ts";
import { Marker } from "./marker.ts";
import type { Part } from "./part.ts";
import {
  bodiesOf,
  childrenOf,
  type Extent,
  namesIn,
  parsePython,
  type PythonModule,
  statementsOf,
  textOf,
} from "./python/tree.ts";
import { partOfStatement } from "./statement.ts";
import type { Stretch } from "./stretch.ts";
import { type Vocabulary, vocabularyOf } from "./vocabulary.ts";

const MODULE_UNIT = "module";
const EXPORTS = /^__(?:getattr|dir|all)__$/;
const LIFECYCLE = /^(?:initialize|shutdown)$/;
const MISSING_IMPORT = /^(?:ImportError|ModuleNotFoundError)$/;
/** Of a function that is no hook, the name tells what it is for. */
const NAMED: readonly (readonly [pattern: RegExp, part: Part])[] = [
  [EXPORTS, "framework"],
  [LIFECYCLE, "framework"],
  [/^_?log(?:_|$)/, "logging"],
  [/metric|metadata|telemetry/i, "metrics"],
  [/config|cfg|parse|valid|normali[sz]e/i, "config"],
];
const CONFIG_CLASS = /Config$|Settings$/;
const CONFIG_BASE = /^(?:BaseModel|BaseSettings|TypedDict)$/;

/** Says of each line of code of a Python shim what it is there for. */
export function classifyModule(text: string): readonly Stretch[] {
  const module = parsePython(text);
  const classifier = new Classifier(module, vocabularyOf(module));
  classifier.visitModule();
  return classifier.marker.stretches();
}

class Classifier {
  readonly marker: Marker;
  readonly #module: PythonModule;
  readonly #vocabulary: Vocabulary;

  constructor(module: PythonModule, vocabulary: Vocabulary) {
    this.#module = module;
    this.#vocabulary = vocabulary;
    this.marker = new Marker(module);
  }

  visitModule(): void {
    for (const statement of statementsOf(this.#module.top)) this.#visitTop(statement);
  }

  #visitTop(statement: SyntaxNode): void {
    const { name, node } = this.#definition(statement);
    if (node?.name === "ClassDefinition") this.#visitClass(statement, node, name);
    else if (node?.name === "FunctionDefinition") this.#mark(statement, this.#partOfFunction(node, name), name);
    else if (statement.name === "TryStatement") this.#visitGuardedImport(statement);
    else this.#mark(statement, this.#partOfTop(statement), MODULE_UNIT);
  }

  #partOfTop(statement: SyntaxNode): Part {
    const names = [...namesIn(statement, this.#module)];
    if (names.some((name) => EXPORTS.test(name) || name === "TYPE_CHECKING")) return "framework";
    const otherwise = names.some((name) => CONFIG_CLASS.test(name)) ? "config" : "helpers";
    return partOfStatement(statement, this.#module, this.#vocabulary, otherwise);
  }

  /** `try: import` with something to stand in for what is missing. */
  #visitGuardedImport(statement: SyntaxNode): void {
    const [body, ...handlers] = bodiesOf(statement);
    const isGuard = [...namesIn(statement, this.#module)].some((name) => MISSING_IMPORT.test(name));
    if (body === undefined || !isGuard) {
      this.#mark(statement, "helpers", MODULE_UNIT);
      return;
    }
    this.marker.mark(statement.from, body.from, "framework", MODULE_UNIT);
    for (const inner of statementsOf(body)) this.#visitTop(inner);
    const guarded = "except ImportError";
    if (handlers.length > 0) this.marker.mark(body.to, statement.to, "fallback", guarded);
  }

  #visitClass(statement: SyntaxNode, node: SyntaxNode, name: string): void {
    const bases = childrenOf(node.getChild("ArgList") ?? node).map((base) => textOf(base, this.#module));
    const body = bodiesOf(node)[0];
    if (body !== undefined && bases.includes("Plugin")) this.#visitPlugin(statement, body, name);
    else if (CONFIG_CLASS.test(name) || bases.some((base) => CONFIG_BASE.test(base)))
      this.#mark(statement, "config", name);
    else this.#mark(statement, "helpers", name);
  }

  #visitPlugin(statement: SyntaxNode, body: SyntaxNode, className: string): void {
    this.marker.mark(statement.from, body.from + 1, "framework", className);
    for (const member of statementsOf(body)) {
      const { name, node } = this.#definition(member);
      const unit = `${className}.${name}`;
      const inner = node === undefined ? undefined : bodiesOf(node)[0];
      if (node?.name !== "FunctionDefinition" || inner === undefined) this.#mark(member, "config", className);
      else if (name !== "__init__" && !isHookName(name)) this.#mark(member, this.#partOfFunction(node, name), unit);
      else {
        this.marker.mark(member.from, inner.from + 1, "framework", unit);
        this.#visitBody(inner, name === "__init__" ? "config" : "decisions", unit);
      }
    }
  }

  #visitBody(body: SyntaxNode, otherwise: Part, unit: string): void {
    for (const statement of statementsOf(body)) this.#visitStatement(statement, otherwise, unit);
  }

  #visitStatement(statement: SyntaxNode, otherwise: Part, unit: string): void {
    const bodies = bodiesOf(statement);
    const [first] = bodies;
    if (first === undefined) {
      this.#mark(statement, partOfStatement(statement, this.#module, this.#vocabulary, otherwise), unit);
      return;
    }
    const isTry = statement.name === "TryStatement";
    let head = statement.from;
    for (const body of bodies) {
      const isHandler = isTry && body !== first;
      const part = isHandler
        ? "fallback"
        : isTry
          ? "framework"
          : this.#partOfHead(statement, { from: head, to: body.from }, otherwise);
      this.marker.mark(head, body.from + 1, part, unit);
      this.#visitInner(body, isHandler, otherwise, unit);
      head = body.to;
    }
  }

  /** What a handler does is fallback, whatever it builds, but for its log lines. */
  #visitInner(body: SyntaxNode, isHandler: boolean, otherwise: Part, unit: string): void {
    if (!isHandler) {
      this.#visitBody(body, otherwise, unit);
      return;
    }
    for (const statement of statementsOf(body)) {
      const part = partOfStatement(statement, this.#module, this.#vocabulary, "fallback");
      this.#mark(statement, part === "logging" ? part : "fallback", unit);
    }
  }

  #partOfHead(statement: SyntaxNode, head: Extent, otherwise: Part): Part {
    return partOfStatement(statement, this.#module, this.#vocabulary, otherwise, head);
  }

  #partOfFunction(node: SyntaxNode, name: string): Part {
    const named = NAMED.find(([pattern]) => pattern.test(name))?.[1];
    if (named !== undefined) return named;
    return [...namesIn(node, this.#module)].includes("PluginViolation") ? "decisions" : "helpers";
  }

  /** A class or function behind its decorators, with its name. */
  #definition(statement: SyntaxNode): { readonly name: string; readonly node: SyntaxNode | undefined } {
    const node = statement.name === "DecoratedStatement" ? (statement.lastChild ?? statement) : statement;
    const name = node.getChild("VariableName");
    const isDefinition = node.name === "ClassDefinition" || node.name === "FunctionDefinition";
    return { name: name === null ? "" : textOf(name, this.#module), node: isDefinition ? node : undefined };
  }

  #mark(node: SyntaxNode, part: Part, unit: string): void {
    this.marker.mark(node.from, node.to, part, unit);
  }
}
