import type { Proposal } from "./edit.ts";
import { lineBreak } from "./split-import.ts";

/** The first release with the modules and names that the plan counts on. */
export const REQUIREMENT = "cpex>=0.1.0";
const PRESENT = /^\s*["']?cpex\s*(?:\[[^\]]*\])?\s*(?:[<>=!~;,"'@\s]|$)/m;
const REASON = "the project needs cpex";

/** Adds `cpex` to the dependencies of a `pyproject.toml`. */
export function requireInProject(text: string): Proposal {
  const project = tableBody(text, "project");
  const array = project === undefined ? undefined : arrayOf(text, project, "dependencies");
  if (array === undefined) {
    if (/^\s*cpex\s*=/m.test(text)) return { edits: [], findings: [] };
    const start = project?.start ?? 0;
    const message = `there is no list 'dependencies' in [project] to add "${REQUIREMENT}" to: add it where this project has them`;
    return { edits: [], findings: [{ start, end: start, message }] };
  }
  if (array.items.some(({ value }) => /^cpex(?![\w.-])/i.test(value))) return { edits: [], findings: [] };
  const [first] = array.items;
  const last = array.items.at(-1);
  const quoted = `${first?.quote ?? '"'}${REQUIREMENT}${first?.quote ?? '"'}`;
  if (first === undefined || last === undefined) {
    return { edits: [{ start: array.start, end: array.start, text: quoted, reason: REASON }], findings: [] };
  }
  const indent = /(?:^|[\r\n])([ \t]*)$/.exec(text.slice(0, first.start))?.[1];
  const gap = indent === undefined ? ", " : `,${lineBreak(text)}${indent}`;
  return { edits: [{ start: last.end, end: last.end, text: `${gap}${quoted}`, reason: REASON }], findings: [] };
}

/** Adds `cpex` to a `requirements.txt`. */
export function requireInList(text: string): Proposal {
  if (PRESENT.test(text)) return { edits: [], findings: [] };
  const eol = lineBreak(text);
  const before = text === "" || /[\r\n]$/.test(text) ? "" : eol;
  return {
    edits: [{ start: text.length, end: text.length, text: `${before}${REQUIREMENT}${eol}`, reason: REASON }],
    findings: [],
  };
}

interface Part {
  readonly start: number;
  readonly end: number;
}

/** From after `[name]` to the next table. */
function tableBody(text: string, name: string): Part | undefined {
  const header = new RegExp(`^[ \\t]*\\[[ \\t]*${name}[ \\t]*\\][ \\t]*(?:#.*)?$`, "m").exec(text);
  if (header === null) return undefined;
  const start = header.index + header[0].length;
  const next = /^[ \t]*\[{1,2}[ \t]*["'\w]/m.exec(text.slice(start));
  return { start, end: next === null ? text.length : start + next.index };
}

interface ArrayItem extends Part {
  readonly value: string;
  readonly quote: string;
}

/** The strings of an array of TOML; `start` is after its bracket. */
function arrayOf(
  text: string,
  table: Part,
  key: string,
): { readonly start: number; readonly items: readonly ArrayItem[] } | undefined {
  const opening = new RegExp(`^[ \\t]*${key}[ \\t]*=[ \\t]*\\[`, "m").exec(text.slice(table.start, table.end));
  if (opening === null) return undefined;
  const start = table.start + opening.index + opening[0].length;
  const items: ArrayItem[] = [];
  const token = /#[^\n]*|"((?:[^"\\\n]|\\.)*)"|'([^'\n]*)'|\]/g;
  token.lastIndex = start;
  for (let match = token.exec(text); match !== null && match[0] !== "]"; match = token.exec(text)) {
    if (match[0].startsWith("#")) continue;
    const quote = match[0].charAt(0);
    items.push({ start: match.index, end: match.index + match[0].length, value: match[1] ?? match[2] ?? "", quote });
  }
  return { start, items };
}
