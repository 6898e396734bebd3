import { defineRepositoryRule } from "../../rule.ts";
import { placeOf, tableOf } from "../../source.ts";
import { entryOf, textOf } from "../../toml/node.ts";

export const workspaceMembers = defineRepositoryRule({
  code: "catalog/workspace-members",
  *check({ workspace }) {
    const table = tableOf(workspace, "workspace");
    if (workspace === undefined || table === undefined) return;
    const members = entryOf(table, "members")?.value;
    if (members?.kind !== "array") {
      const message = "Workspace Cargo.toml must define [workspace].members";
      yield { ...placeOf(workspace, "workspace", "members"), message };
      return;
    }
    const other = members.items.find((member) => textOf(member) === undefined);
    if (other === undefined) return;
    const message = "Workspace Cargo.toml [workspace].members must contain only strings";
    yield { file: workspace.file, span: other.span, message };
  },
});
