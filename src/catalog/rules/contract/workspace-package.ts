import { defineRepositoryRule } from "../../rule.ts";
import { placeOf, tableOf } from "../../source.ts";

export const workspacePackage = defineRepositoryRule({
  code: "catalog/workspace-package",
  *check({ workspace }) {
    if (workspace === undefined || tableOf(workspace, "workspace") === undefined) return;
    if (tableOf(workspace, "workspace", "package") !== undefined) return;
    yield {
      ...placeOf(workspace, "workspace", "package"),
      message: "Workspace Cargo.toml must define [workspace.package] metadata",
    };
  },
});
