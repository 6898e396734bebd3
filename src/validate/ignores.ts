import { didYouMean } from "../text/did-you-mean.ts";
import type { YamlDocument } from "../yaml/document.ts";
import type { YamlNode } from "../yaml/node.ts";
import { overlapsAny, type Span } from "../yaml/span.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { canLower, isRuleCode, RULE_DOCS } from "./docs.ts";
import type { Finding } from "./rule.ts";

/** A code that a comment asks to ignore on one line. */
interface Ignore {
  readonly code: string;
  readonly span: Span;
  readonly line: number;
}

const COMMENT = /(?<=^|\s)#[ \t]*mcpplugins-ignore[ \t]+([^\s#][^#\r\n]*)/gm;
const CODE = /[^\s,]+/g;
const BLANK_OR_COMMENT = /^\s*(?:#|$)/;

/**
 * Leaves out what a comment `# mcpplugins-ignore CODE` asks for: at the end of its line, or on lines of its own before it.
 *
 * @returns What is left, and what to say of the comments that ignore nothing.
 */
export function applyIgnores(
  diagnostics: readonly Diagnostic[],
  document: YamlDocument,
): { readonly left: readonly Diagnostic[]; readonly unused: readonly Finding[] } {
  const ignores = ignoresOf(document);
  if (ignores.length === 0) return { left: diagnostics, unused: [] };
  const asked = new Set(ignores.map(placeOf));
  const used = new Set<string>();
  const left = diagnostics.filter(({ code, severity, range }) => {
    const place = placeOf({ code, line: range.start.line });
    if ((severity === "error" && !canLower(code)) || !asked.has(place)) return true;
    used.add(place);
    return false;
  });
  const refused = new Set(left.map(({ code, range }) => placeOf({ code, line: range.start.line })));
  const unused = ignores.filter((ignore) => !used.has(placeOf(ignore)));
  return { left, unused: unused.map((ignore) => findingOf(ignore, refused.has(placeOf(ignore)))) };
}

/** The same for a diagnostic and for a comment that asks to ignore it. */
function placeOf({ code, line }: { readonly code: string; readonly line: number }): string {
  return `${line} ${code}`;
}

function ignoresOf({ text, lines, root }: YamlDocument): readonly Ignore[] {
  // A plain search takes a small part of the time, and most files have none.
  const comments = text.includes("mcpplugins-ignore") ? [...text.matchAll(COMMENT)] : [];
  if (comments.length === 0) return [];
  const ignores: Ignore[] = [];
  const scalars = scalarSpans(root);
  for (const match of comments) {
    const start = match.index;
    if (overlapsAny({ start, end: start + 1 }, scalars)) continue;
    const list = match[1] ?? "";
    const listStart = start + match[0].length - list.length;
    const line = targetOf(lines, lines.at(start).line);
    for (const code of list.matchAll(CODE)) {
      const at = listStart + code.index;
      ignores.push({ code: code[0], span: { start: at, end: at + code[0].length }, line });
    }
  }
  return ignores;
}

/** The line that a comment is about: its own, or the next that says something when there is only a comment on its own. */
function targetOf(lines: YamlDocument["lines"], line: number): number {
  if (!BLANK_OR_COMMENT.test(lines.line(line))) return line;
  let target = line + 1;
  while (target < lines.count && BLANK_OR_COMMENT.test(lines.line(target))) target++;
  return target;
}

/** The spans of all scalars, sorted: inside them, a `#` is text. */
function scalarSpans(root: YamlNode | undefined): readonly Span[] {
  const spans: Span[] = [];
  const seen = new Set<YamlNode>();
  const stack = root === undefined ? [] : [root];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (seen.has(node)) continue;
    seen.add(node);
    if (node.kind === "scalar") spans.push(node.span);
    else if (node.kind === "list") for (const { value } of node.items) stack.push(value);
    else for (const { key, value } of node.entries) stack.push(key, value);
  }
  return spans.sort((a, b) => a.start - b.start);
}

function findingOf({ code, span }: Ignore, isRefused: boolean): Finding {
  if (!isRuleCode(code)) {
    const help = didYouMean(code, Object.keys(RULE_DOCS));
    return { span, message: `there is no diagnostic '${code}'`, ...(help === undefined ? {} : { help }) };
  }
  return isRefused
    ? { span, message: `'${code}' can't be ignored here: CPEX refuses the file all the same` }
    : { span, message: `there is no '${code}' on this line`, help: "Remove it." };
}
