import { manifestProblem } from "../../manifest-problem.ts";
import { definePluginRule } from "../../rule.ts";

export const manifestVersion = definePluginRule({
  code: "catalog/manifest-version",
  check: ({ manifest }) => manifestProblem(manifest, "version"),
});
