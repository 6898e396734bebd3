import { defineRule } from "../rule.ts";

/** A key that the model requires. */
export const missingKey = defineRule({
  code: "schema/missing-key",
  check({ shape }) {
    return shape.flatMap((problem) =>
      problem.kind === "missing-key"
        ? [
            {
              span: problem.span,
              scope: problem.scope,
              message: `${problem.model.title} needs the key '${problem.key}'`,
            },
          ]
        : [],
    );
  },
});
