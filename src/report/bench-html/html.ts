import { visible } from "../visible.ts";
import { escapeXml } from "../xml.ts";

/** Markup, as opposed to text: what is put together with {@link html} is escaped unless it is this. */
export class Html {
  readonly markup: string;

  constructor(markup: string) {
    this.markup = markup;
  }
}

type Part = string | number | Html | readonly Html[];

/** A template of markup. Every text and attribute value in it is escaped; attributes have to be quoted with `"`. */
export function html(parts: TemplateStringsArray, ...values: readonly Part[]): Html {
  return new Html(parts.reduce((markup, part, index) => markup + markupOf(values[index - 1] ?? "") + part));
}

function markupOf(part: Part): string {
  if (part instanceof Html) return part.markup;
  if (typeof part === "object") return part.map(({ markup }) => markup).join("");
  return escapeXml(visible(String(part)));
}

export const NOTHING = html``;
