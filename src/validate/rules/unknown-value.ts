import { didYouMean } from "../../text/did-you-mean.ts";
import { defineRule } from "../rule.ts";

/** A string that is not one of the few that the loader takes. */
export const unknownValue = defineRule({
  code: "schema/unknown-value",
  check({ shape }) {
    return shape.flatMap((problem) => {
      if (problem.kind !== "unknown-value") return [];
      const { span, what, value, choices } = problem;
      const help = didYouMean(value, choices);
      const message = `'${value}' is not a value of ${what}; it takes ${choices.join(", ")}`;
      return [{ span, message, ...(help === undefined ? {} : { help }) }];
    });
  },
});
