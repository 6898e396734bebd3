import { join } from "node:path";
import { defineRepositoryRule } from "../../rule.ts";
import { startOf } from "../../source.ts";

export const workspace = defineRepositoryRule({
  code: "catalog/workspace",
  *check({ root, hasManagedRoot, workspace: cargo }) {
    if (!hasManagedRoot || cargo !== undefined) return;
    yield { ...startOf("Cargo.toml"), message: `Workspace Cargo.toml not found at ${join(root, "Cargo.toml")}` };
  },
});
