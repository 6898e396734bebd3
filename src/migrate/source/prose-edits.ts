import type { Span } from "../../yaml/span.ts";
import { type Edit, type Finding, joinProposals, type Proposal } from "./edit.ts";
import { GATEWAY_PLUGINS, newPath, OLD_PATH } from "./moved.ts";

/** `from mcpgateway.plugins.framework import Plugin, hook`, over several lines where it has parentheses. */
const IMPORT = /\bfrom\s+(mcpgateway\.plugins(?:\.(?:framework|tools)[\w.]*)?)\s+import\s+(\([^)]*\)|[^\n`;#]*)/g;
const MEMBER = /\bPluginMode\.(ENFORCE_IGNORE_ERROR|ENFORCE|PERMISSIVE)\b/g;
/** The folders, from the root of a repository and not below its tests. */
const FOLDER = /(?<![\w/-])(?:\.\/)?mcpgateway\/plugins\/(?:framework|tools)(?![\w-])/g;

/**
 * What documentation says: paths and members of `PluginMode`, as code writes them. Words such as "enforce" are left, because
 * in prose they are words.
 */
export function migrateProse(text: string, { start, end }: Span): Proposal {
  const passage = text.slice(start, end);
  const imports = importLines(passage, start);
  const read = ({ edits, findings }: Proposal): readonly Span[] => [...edits, ...findings];
  const done = read(imports);
  const paths = matches(passage, start, OLD_PATH)
    .filter((path) => !done.some((other) => path.start >= other.start && path.start < other.end))
    .map((path): Edit => {
      const to = newPath(path.text);
      return { start: path.start, end: path.end, text: to, reason: `${path.text} is now ${to}` };
    });
  return joinProposals([imports, { edits: paths, findings: folders(passage, start) }, members(passage, start)]);
}

function matches(passage: string, start: number, pattern: RegExp): readonly (Span & { readonly text: string })[] {
  return [...passage.matchAll(pattern)].map(({ 0: text, index }) => ({
    start: start + index,
    end: start + index + text.length,
    text,
  }));
}

/** Imports in examples: their names say whether the module is CPEX's or still the gateway's. */
function importLines(passage: string, start: number): Proposal {
  const edits: Edit[] = [];
  const findings: Finding[] = [];
  for (const match of passage.matchAll(IMPORT)) {
    const [whole, module = "", list = ""] = match;
    const from = start + match.index + whole.indexOf(module);
    const names = list.match(/[A-Za-z_]\w*(?:\s+as\s+\w+)?/g) ?? [];
    const targets = new Set(names.map((name) => newPath(`${module}.${name.split(/\s/)[0]}`).replace(/\.\w+$/, "")));
    if (names.length === 0 && module !== GATEWAY_PLUGINS) targets.add(newPath(module));
    const [target, ...others] = targets;
    if (target === undefined || (target === module && others.length === 0)) continue;
    const span = { start: from, end: from + module.length };
    if (others.length > 0) {
      const message = `these names are in several modules now: ${[...targets].join(", ")}`;
      findings.push({ ...span, message });
    } else edits.push({ ...span, text: target, reason: `${module} is now ${target}` });
  }
  return { edits, findings };
}

function members(passage: string, start: number): Proposal {
  const edits: Edit[] = [];
  const findings: Finding[] = [];
  for (const { start: from, end, text } of matches(passage, start, MEMBER)) {
    const word = text.slice("PluginMode.".length);
    if (word === "ENFORCE_IGNORE_ERROR") {
      findings.push({
        start: from,
        end,
        message: `${text} is PluginMode.SEQUENTIAL with OnError.IGNORE now: say both`,
      });
      continue;
    }
    const to = word === "ENFORCE" ? "SEQUENTIAL" : "TRANSFORM";
    edits.push({ start: end - word.length, end, text: to, reason: `${word} is now ${to}` });
  }
  return { edits, findings };
}

function folders(passage: string, start: number): readonly Finding[] {
  return matches(passage, start, FOLDER).map(({ start: from, end, text }) => ({
    start: from,
    end,
    message: `the folder ${text} is gone: its code is in the package cpex`,
  }));
}
