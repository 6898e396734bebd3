import { didYouMean } from "../../text/did-you-mean.ts";
import { defineRule } from "../rule.ts";

/** A key that no field has: CPEX drops it without a word. */
export const unknownKey = defineRule({
  code: "schema/unknown-key",
  check({ shape }) {
    return shape.flatMap((problem) => {
      if (problem.kind !== "unknown-key") return [];
      const { span, key, model } = problem;
      const help = didYouMean(key, Object.keys(model.fields));
      return [
        {
          span,
          message: `${model.title} has no key '${key}'; CPEX ignores it`,
          ...(help === undefined ? {} : { help }),
        },
      ];
    });
  },
});
