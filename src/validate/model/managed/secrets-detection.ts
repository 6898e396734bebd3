import { fieldPathProblem } from "../../../plugins/secrets_detection/field-path.ts";
import { SECRET_TYPES } from "../../../plugins/secrets_detection/secret-types.ts";
import { entryOf, type YamlNode } from "../../../yaml/node.ts";
import type { Finding } from "../../rule.ts";
import { truthOf } from "../../truth.ts";
import { listOf, mapOf, type SettingType, size, SWITCH, TEXT } from "../setting.ts";
import type { ManagedPlugin } from "./managed-plugin.ts";
import { isNumber, unknownNames } from "./pitfalls.ts";

function paths(list: string): SettingType {
  return listOf({ is: "form", what: "a dotted path", problemOf: (path) => fieldPathProblem(path, list) });
}

export const secretsDetection: ManagedPlugin = {
  name: "cpex-secrets-detection",
  version: "0.3.10",
  className: "SecretsDetectionPlugin",
  hooks: ["prompt_pre_fetch", "tool_pre_invoke", "tool_post_invoke", "resource_post_fetch"],
  settings: {
    enabled: { type: mapOf(SWITCH) },
    redact: { type: SWITCH },
    redaction_text: { type: TEXT },
    block_on_detection: { type: SWITCH },
    min_findings_to_block: { type: size(0) },
    field_allowlist: { type: paths("field_allowlist") },
    field_denylist: { type: paths("field_denylist") },
  },
  *pitfalls(config): Iterable<Finding> {
    yield* unknownNames(entryOf(config, "enabled"), Object.keys(SECRET_TYPES), "a type of secret");
    const minimum = entryOf(config, "min_findings_to_block");
    if (minimum !== undefined && isNumber(minimum.value, (value) => value === 0) && mayBlock(config)) {
      const message = "0 findings are enough to block: every call is denied, with or without secrets";
      yield { span: minimum.at, message, help: "Write 1." };
    }
    const block = entryOf(config, "block_on_detection");
    if (block !== undefined && truthOf(block.value) === false && truthOf(entryOf(config, "redact")?.value) === false) {
      const message = "neither blocking nor redaction is on: secrets are counted, and pass as they are";
      yield { span: block.key.span, scope: config.span, message, help: "Write 'redact: true'." };
    }
  },
};

function mayBlock(config: YamlNode): boolean {
  const block = entryOf(config, "block_on_detection");
  return block === undefined || truthOf(block.value) !== false;
}
