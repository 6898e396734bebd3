import { closest } from "../../text/closest.ts";
import { didYouMean } from "../../text/did-you-mean.ts";
import { replaceWord } from "../fix.ts";
import { defineRule } from "../rule.ts";

/** A string that is not one of the few that the loader takes. */
export const unknownValue = defineRule({
  code: "schema/unknown-value",
  check({ shape, document }) {
    return shape.flatMap((problem) => {
      if (problem.kind !== "unknown-value") return [];
      const { node, span, what, value, choices } = problem;
      const help = didYouMean(value, choices);
      const message = `'${value}' is not a value of ${what}; it takes ${choices.join(", ")}`;
      const fix = replaceWord(document.text, node.span, value, closest(value, choices));
      return [{ span, message, ...(help === undefined ? {} : { help }), ...fix }];
    });
  },
});
