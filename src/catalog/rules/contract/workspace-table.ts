import { defineRepositoryRule } from "../../rule.ts";
import { placeOf, tableOf } from "../../source.ts";

export const workspaceTable = defineRepositoryRule({
  code: "catalog/workspace-table",
  *check({ workspace }) {
    if (workspace?.root === undefined || tableOf(workspace, "workspace") !== undefined) return;
    yield {
      ...placeOf(workspace, "workspace"),
      message: "Workspace Cargo.toml must define [workspace] metadata as a table",
    };
  },
});
