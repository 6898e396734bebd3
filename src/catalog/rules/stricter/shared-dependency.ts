import { definePluginRule } from "../../rule.ts";
import { tableOf } from "../../source.ts";
import { entryOf, isTrue, nodeAt } from "../../toml/node.ts";

const SECTIONS = ["dependencies", "dev-dependencies", "build-dependencies"] as const;

/** A plugin that brings its own version of what the workspace pins is missed when the workspace moves on. */
export const sharedDependency = definePluginRule({
  code: "repo/shared-dependency",
  *check({ cargo }, { workspace }) {
    const shared = nodeAt(workspace?.root, ["workspace", "dependencies"]);
    if (cargo === undefined || shared?.kind !== "table") return;
    for (const section of SECTIONS) {
      for (const [name, { value }] of tableOf(cargo, section)?.entries ?? []) {
        if (!shared.entries.has(name) || isTrue(entryOf(value, "workspace")?.value)) continue;
        const message = `'${name}' has a version of its own, and the workspace declares one`;
        yield { file: cargo.file, span: value.span, message, help: `Write ${name} = { workspace = true }.` };
      }
    }
  },
});
