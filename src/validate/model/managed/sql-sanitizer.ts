import { entryOf, type YamlEntry } from "../../../yaml/node.ts";
import type { Finding } from "../../rule.ts";
import { truthOf } from "../../truth.ts";
import { listOf, pattern, type Setting, SWITCH, TEXT } from "../setting.ts";
import type { ManagedPlugin } from "./managed-plugin.ts";

const OPTIONAL_SWITCH: Setting = { type: SWITCH, nullable: true };

export const sqlSanitizer: ManagedPlugin = {
  name: "cpex-sql-sanitizer",
  version: "0.1.4",
  className: "SQLSanitizerPlugin",
  hooks: ["prompt_pre_fetch", "tool_pre_invoke"],
  settings: {
    fields: { type: listOf(TEXT), nullable: true },
    blocked_statements: {
      type: listOf(pattern("rust")),
      nullable: true,
      otherwise: "it is ignored, and the five default patterns are used",
    },
    block_delete_without_where: OPTIONAL_SWITCH,
    block_update_without_where: OPTIONAL_SWITCH,
    strip_comments: OPTIONAL_SWITCH,
    require_parameterization: OPTIONAL_SWITCH,
    block_on_violation: OPTIONAL_SWITCH,
  },
  *pitfalls(config): Iterable<Finding> {
    const fields = entryOf(config, "fields");
    if (fields !== undefined && isEmptyList(fields))
      yield { span: fields.at, message: "no field is looked at", help: "Write null to look at all of them." };
    const blocks = entryOf(config, "block_on_violation");
    if (
      blocks !== undefined &&
      truthOf(blocks.value) === false &&
      blocks.value.kind === "scalar" &&
      blocks.value.value.type === "boolean"
    ) {
      const message = "risky statements are named in the metadata, and pass";
      yield { span: blocks.at, message };
    }
  },
};

function isEmptyList({ value }: YamlEntry): boolean {
  return value.kind === "list" && value.items.length === 0;
}
