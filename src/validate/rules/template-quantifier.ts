import { defineRule } from "../rule.ts";

/** Numbers in double braces: Jinja takes the braces away, and what is left of a pattern matches something else. */
export const templateQuantifier = defineRule({
  code: "template/quantifier",
  check({ document }) {
    return document.templates.flatMap((span) => {
      const found = QUANTIFIER.exec(document.text.slice(span.start, span.end));
      if (found === null) return [];
      const [, least = "", comma, most = ""] = found;
      const written = comma === undefined ? least : most === "" ? `(${least},)` : `(${least}, ${most})`;
      const meant = `{${least}${comma === undefined ? "" : ","}${most}}`;
      const message = `Jinja writes ${written} here, which repeats nothing in a pattern`;
      return [{ span, message, help: `Write ${meant}: Jinja leaves single braces alone.` }];
    });
  },
});

const QUANTIFIER = /^\{\{\s*(\d+)\s*(?:(,)\s*(\d*)\s*)?\}\}$/;
