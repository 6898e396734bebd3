import { defineRepositoryRule } from "../../rule.ts";

export const workspaceToml = defineRepositoryRule({
  code: "catalog/workspace-toml",
  *check({ workspace }) {
    if (workspace?.problem === undefined) return;
    const { file, path, problem } = workspace;
    yield { file, span: problem.span, message: `Invalid TOML in ${path}: ${problem.message}` };
  },
});
