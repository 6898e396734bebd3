import { closest } from "../../text/closest.ts";
import { didYouMean } from "../../text/did-you-mean.ts";
import { entryOf } from "../../yaml/node.ts";
import { asSafe, type Fix, replaceWord } from "../fix.ts";
import type { ShapeProblem } from "../model/check-shape.ts";
import { defineRule } from "../rule.ts";

/** A key that no field has: CPEX drops it without a word. */
export const unknownKey = defineRule({
  code: "schema/unknown-key",
  check({ shape, document }) {
    return shape.flatMap((problem) => {
      if (problem.kind !== "unknown-key") return [];
      const { span, key, model } = problem;
      const help = didYouMean(key, Object.keys(model.fields));
      return [
        {
          span,
          message: `${model.title} has no key '${key}'; CPEX ignores it`,
          ...(help === undefined ? {} : { help }),
          ...rename(document.text, problem),
        },
      ];
    });
  },
});

/** The near key that is not set yet. What the installer renames itself means the same. */
function rename(
  source: string,
  { span, key, map, model }: Extract<ShapeProblem, { kind: "unknown-key" }>,
): { readonly fix?: Fix } {
  const free = Object.keys(model.fields).filter((name) => entryOf(map, name) === undefined);
  const newName = model.renamed?.[key];
  return newName !== undefined && free.includes(newName)
    ? asSafe(replaceWord(source, span, key, newName))
    : replaceWord(source, span, key, closest(key, free));
}
