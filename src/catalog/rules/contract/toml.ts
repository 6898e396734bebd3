import { definePluginRule } from "../../rule.ts";

export const toml = definePluginRule({
  code: "catalog/toml",
  *check({ pyproject, cargo }) {
    for (const source of [pyproject, cargo]) {
      if (source?.problem === undefined) continue;
      const { file, path, problem } = source;
      yield { file, span: problem.span, message: `Invalid TOML in ${path}: ${problem.message}` };
    }
  },
});
