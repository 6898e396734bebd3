import { parseAllDocuments, visit } from "yaml";
import type { Diagnostic, Range } from "../../../src/validate/diagnostic.ts";
import { maskTemplates } from "../../../src/yaml/mask-templates.ts";

const TEMPLATE = /^\{(?:\{[\s\S]*\}\}|%[\s\S]*%\}|#[\s\S]*#\})$/;
/** Codes that are about the text before it has keys and values. */
const BEFORE_NODES = /^(?:yaml\/(?!duplicate-key|invalid-value)|template\/syntax)/;

/**
 * What is wrong with the places of a diagnostic; undefined when each covers exactly a key or a value, quotes included, or a template,
 * and its lines and columns are those of its offsets. Where keys and values are is asked of the YAML library alone.
 */
export function rangeProblem(text: string, { code, range, related, fix }: Diagnostic): string | undefined {
  const places = [range, ...related.map((other) => other.range), ...(fix?.edits.map((edit) => edit.range) ?? [])];
  const wrong = places.flatMap(({ start, end }) => [start, end]).find((position) => !isAt(text, position));
  if (wrong !== undefined) return `${code}: ${JSON.stringify(wrong)} is another place`;
  return [range, ...related.map((other) => other.range)]
    .map((place) => exactly(text, code, place))
    .find((problem) => problem !== undefined);
}

function isAt(text: string, { offset, line, column }: Range["start"]): boolean {
  const before = text.slice(0, offset).split(/\r\n|\r|\n/);
  const mark = line === 1 && text.startsWith("\uFEFF") ? 1 : 0;
  return offset <= text.length && before.length === line && (before.at(-1)?.length ?? 0) - mark + 1 === column;
}

function exactly(text: string, code: string, { start, end }: Range): string | undefined {
  const marked = text.slice(start.offset, end.offset);
  const { spans, isWhole } = nodesOf(text);
  if (marked === "" && [...spans].every(isEmpty)) return undefined;
  // An empty item has nothing but its dash, and an empty key its colon.
  if (marked === "-" || marked === ":") return undefined;
  const isRight =
    code === "ignore/unused"
      ? /^[^\s,]+$/.test(marked)
      : code.startsWith("template/") && code !== "template/syntax"
        ? TEMPLATE.test(marked)
        : BEFORE_NODES.test(code) || !isWhole
          ? marked !== ""
          : spans.has(`${start.offset} ${end.offset}`);
  return isRight ? undefined : `${code} marks ${JSON.stringify(marked)}`;
}

function isEmpty(span: string): boolean {
  const [start, end] = span.split(" ");
  return start === end;
}

/** What the library reads in a text. */
interface Nodes {
  readonly spans: ReadonlySet<string>;
  /** Whether it reads all of it: it refuses some texts that the loader takes. */
  readonly isWhole: boolean;
}

const known = new Map<string, Nodes>();

/** The spans of all keys and values, without what the library counts as theirs after them. */
function nodesOf(text: string): Nodes {
  const found = known.get(text) ?? readNodes(text);
  known.clear();
  known.set(text, found);
  return found;
}

function readNodes(text: string): Nodes {
  const spans = new Set<string>();
  const masked = maskTemplates(text).text.replace(/^\uFEFF/, "\n");
  const options = { version: "1.1", schema: "failsafe", merge: false, uniqueKeys: false } as const;
  const documents = parseAllDocuments(masked, options);
  let isWhole = true;
  for (const document of Array.isArray(documents) ? documents : []) {
    if (document.errors.length > 0) isWhole = false;
    visit(document, {
      Node: (_, { range }) => {
        const [start, end] = range ?? [0, 0];
        spans.add(`${start} ${start + masked.slice(start, end).trimEnd().length}`);
      },
    });
  }
  return { spans, isWhole };
}
