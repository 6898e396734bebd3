import type { SyntaxNode } from "@lezer/common";
import type { Edit, Finding, Proposal } from "./edit.ts";
import { isOldPath, newPath, OLD_PATH } from "./moved.ts";
import { nodesNamed, type PythonSource, textOf } from "./python/parse.ts";
import { isDocString, readString } from "./python/strings.ts";

/** Functions whose string is looked up as a module or as something in one; what that is called in the reason. */
const LOOKS_UP: ReadonlyMap<string, string> = new Map([
  ["patch", "a patch target"],
  ["dict", "a patch target"],
  ["multiple", "a patch target"],
  ["setattr", "a patch target"],
  ["delattr", "a patch target"],
  ["setitem", "a module in sys.modules"],
  ["delitem", "a module in sys.modules"],
  ["import_module", "an import by name"],
  ["importorskip", "an import by name"],
  ["find_spec", "an import by name"],
  ["run_module", "an import by name"],
  ["getLogger", "the name of a logger"],
  ["at_level", "the name of a logger"],
  ["set_level", "the name of a logger"],
]);
/** Keyword arguments that hold a path wherever they are. */
const KEYWORDS: ReadonlyMap<string, string> = new Map([
  ["logger", "the name of a logger"],
  ["target", "a patch target"],
  ["kind", "the kind of a plugin"],
]);

/**
 * Old paths in strings. One that something looks up while the program runs is edited: a patch of the old module would fail,
 * or with a shim in between do nothing. Any other string is reported.
 */
export function moduleStrings(source: PythonSource): Proposal {
  const edits: Edit[] = [];
  const findings: Finding[] = [];
  for (const node of nodesNamed(source, "String", "FormatString")) {
    if (isDocString(node) || isInFormatString(node)) continue;
    const text = textOf(source, node);
    const found = text.match(OLD_PATH)?.[0];
    if (found === undefined) continue;
    const string = readString(source, node);
    const what = string !== undefined && isOldPath(string.value) ? purposeOf(source, node) : undefined;
    if (string !== undefined && what !== undefined && string.value === found) {
      const to = newPath(string.value);
      edits.push({ ...string.inside, text: to, reason: `${what}: ${string.value} is now ${to}` });
    } else {
      const message = `a string names ${found}, which is now ${newPath(found)}: see what reads it`;
      findings.push({ start: node.from, end: node.to, message });
    }
  }
  return { edits, findings };
}

function isInFormatString({ parent }: SyntaxNode): boolean {
  return parent !== null && (parent.name === "FormatReplacement" || isInFormatString(parent));
}

/** What a whole string is used for, where that is known to look the path up. */
function purposeOf(source: PythonSource, node: SyntaxNode): string | undefined {
  const { parent } = node;
  if (parent?.name === "MemberExpression") return ofSysModules(source, parent.firstChild);
  if (parent?.name === "DictionaryExpression" && parent.parent?.name === "ArgList") {
    const key = node.nextSibling?.name === ":";
    return key && /\bsys\.modules\b/.test(textOf(source, parent.parent)) ? "a module in sys.modules" : undefined;
  }
  if (parent?.name !== "ArgList") return undefined;
  const keyword = node.prevSibling?.name === "AssignOp" ? node.prevSibling.prevSibling : null;
  const known = keyword === null ? undefined : KEYWORDS.get(textOf(source, keyword));
  const callee = parent.prevSibling;
  if (known !== undefined || callee === null) return known;
  if (callee.name === "MemberExpression") {
    const stored = ofSysModules(source, callee.firstChild);
    if (stored !== undefined) return stored;
  }
  const name = /\w+$/.exec(textOf(source, callee))?.[0] ?? "";
  // Without further arguments this function gives the outermost package.
  if (name === "__import__") return parent.getChild(",") === null ? undefined : "an import by name";
  return LOOKS_UP.get(name);
}

function ofSysModules(source: PythonSource, node: SyntaxNode | null): string | undefined {
  return node !== null && textOf(source, node) === "sys.modules" ? "a module in sys.modules" : undefined;
}
