import { join } from "node:path";
import { MANAGED_ROOT } from "../../repository.ts";
import { defineRepositoryRule } from "../../rule.ts";
import { startOf } from "../../source.ts";

export const managedRoot = defineRepositoryRule({
  code: "catalog/managed-root",
  *check({ root, hasManagedRoot }) {
    if (hasManagedRoot) return;
    yield { ...startOf(MANAGED_ROOT), message: `Managed plugin root not found: ${join(root, MANAGED_ROOT)}` };
  },
});
