import { maskTemplates } from "../mask-templates.ts";
import { MappedText } from "../source-map.ts";
import type { Span } from "../span.ts";
import { copyText, type Rendered } from "./render.ts";

/** What Go templates have and Jinja does not: fields and variables, their keywords, and calls without brackets. */
const HELM = /\{\{-?\s*(?:[.$`]|\/\*|(?:if|else|end|range|with|define|block|template)\b|[a-zA-Z]\w*\s+[.$"`(])/;
const COMMENT = /^\{\{-?\s*\/\*/;

/** Whether a text holds template syntax that only Helm understands. */
export function holdsHelm(text: string): boolean {
  return HELM.test(text);
}

/**
 * A file as it is before Helm fills it: values that Helm writes are not known. Where it writes whole lines, or leaves some out,
 * nothing of the structure is known either, and the whole file is one block.
 */
export function maskHelm(text: string): Rendered {
  const { text: masked, templates } = maskTemplates(text);
  const output = new MappedText();
  const unknown: Span[] = [];
  let at = 0;
  for (const { start, end, isWord } of templates) {
    copyText(output, masked, { start: at, end: start });
    const from = output.length;
    copyText(output, masked, { start, end });
    if (isWord) unknown.push({ start: from, end: output.length });
    at = end;
  }
  copyText(output, masked, { start: at, end: text.length });
  const isKnown = templates.every(({ start, end, isWord }) => isWord || COMMENT.test(text.slice(start, end)));
  const first = templates.find(({ start, end }) => HELM.test(text.slice(start, end)));
  return {
    output,
    unknown,
    blocks: isKnown ? [] : [{ start: 0, end: text.length }],
    templates,
    problems: first === undefined ? [] : [note(first, isKnown)],
  };
}

function note({ start, end }: Span, isKnown: boolean): Rendered["problems"][number] {
  const message = isKnown
    ? "Helm writes this value, so it is not checked"
    : "Helm writes lines of this file, so problems in it are only noted";
  return { code: "template/helm", span: { start, end }, message };
}
