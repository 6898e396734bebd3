import { asList, type Fix } from "../fix.ts";
import type { ShapeProblem } from "../model/check-shape.ts";
import { defineRule } from "../rule.ts";
import { typeName, valueName } from "../words.ts";

/** A value of a type that the loader does not convert. */
export const wrongType = defineRule({
  code: "schema/wrong-type",
  check({ shape, document }) {
    return shape.flatMap((problem) => {
      if (problem.kind !== "wrong-type") return [];
      const { node, span, what, type, nullable } = problem;
      const source = document.text.slice(node.span.start, node.span.end);
      const wanted = `${typeName(type)}${nullable ? " or null" : ""}`;
      const help = helpFor(problem, source);
      return [
        {
          span,
          message: `${what} must be ${wanted}; got ${valueName(node, source)}`,
          ...(help === undefined ? {} : { help }),
          ...fixFor(problem, document.text, source),
        },
      ];
    });
  },
});

function helpFor({ type, node }: Extract<ShapeProblem, { kind: "wrong-type" }>, source: string): string | undefined {
  if (node.kind !== "scalar") return undefined;
  const takesText = type.is === "string" || type.is === "choice";
  if (takesText && node.plain && source !== "") return `Put it in quotes: "${source}"`;
  if (type.is === "list" && node.value.type === "string") return `Write it as a list: [${source}]`;
  return undefined;
}

/** Quotes around what YAML took for something else than text are safe: the file says that text. */
function fixFor(
  { type, node }: Extract<ShapeProblem, { kind: "wrong-type" }>,
  text: string,
  source: string,
): { readonly fix?: Fix } {
  if (node.kind !== "scalar") return {};
  if (type.is === "list" && node.value.type === "string") return asList(text, node.span);
  const isText = type.is === "string" || (type.is === "choice" && type.of.includes(source));
  if (!isText || !node.plain || !QUOTABLE.test(source)) return {};
  return { fix: { title: "Put it in quotes", safe: true, edits: [{ span: node.span, text: `"${source}"` }] } };
}

/** A number, a date or a word that YAML reads as true or false, and not null. */
const QUOTABLE = /^(?!null$)[\w.:+-]+$/i;
