import { defineRule } from "../rule.ts";
import { didYouMean } from "../words.ts";

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
