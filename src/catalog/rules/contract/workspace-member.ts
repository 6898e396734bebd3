import { definePluginRule } from "../../rule.ts";
import { placeOf } from "../../source.ts";
import { workspaceMembers } from "../../workspace.ts";

export const workspaceMember = definePluginRule({
  code: "catalog/workspace-member",
  *check({ folder, path }, { workspace }) {
    const members = workspaceMembers(workspace);
    if (workspace === undefined || members === undefined || members.has(path)) return;
    yield {
      ...placeOf(workspace, "workspace", "members"),
      message: `${folder}: plugin is missing from the top-level Cargo workspace`,
      help: `Add "${path}"; patterns such as "plugins/*" do not count.`,
    };
  },
});
