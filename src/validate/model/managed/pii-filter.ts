import { entryOf, type YamlMap, type YamlNode } from "../../../yaml/node.ts";
import type { Finding } from "../../rule.ts";
import { truthOf } from "../../truth.ts";
import { listOf, oneOf, pattern, type Settings, size, SWITCH, TEXT } from "../setting.ts";
import type { ManagedPlugin } from "./managed-plugin.ts";

const TYPES = [
  "ssn",
  "bsn",
  "credit_card",
  "email",
  "phone",
  "ip_address",
  "date_of_birth",
  "passport",
  "driver_license",
  "bank_account",
  "medical_record",
];

const STRATEGY = oneOf("redact", "partial", "hash", "tokenize", "remove");

const IGNORED = "it is ignored, and nothing of it is looked for";

const CUSTOM: Settings = {
  pattern: { type: pattern("custom"), required: true },
  description: { type: TEXT, required: true },
  mask_strategy: { type: STRATEGY, nullable: true },
  enabled: { type: SWITCH },
};

export const piiFilter: ManagedPlugin = {
  name: "cpex-pii-filter",
  version: "0.3.6",
  className: "PIIFilterPlugin",
  hooks: ["prompt_pre_fetch", "prompt_post_fetch", "tool_pre_invoke", "tool_post_invoke"],
  settings: {
    ...Object.fromEntries(TYPES.map((type) => [`detect_${type}`, { type: SWITCH }])),
    default_mask_strategy: { type: STRATEGY },
    redaction_text: { type: TEXT },
    block_on_detection: { type: SWITCH },
    log_detections: { type: SWITCH },
    include_detection_details: { type: SWITCH },
    max_text_bytes: { type: size(1, 100 * 1024 * 1024) },
    max_nested_depth: { type: size(1, 1000) },
    max_collection_items: { type: size(1, 1_000_000) },
    custom_patterns: {
      type: listOf({ is: "group", settings: CUSTOM }, IGNORED),
      otherwise: IGNORED,
    },
    whitelist_patterns: { type: listOf(pattern("rust")) },
  },
  *pitfalls(config, { mode }): Iterable<Finding> {
    const block = entryOf(config, "block_on_detection");
    if (block !== undefined && mode === "transform" && isTrue(block.value)) {
      const message =
        "a transform plugin can't block, and what is to be blocked is not masked: findings pass as they are";
      yield {
        span: block.key.span,
        message,
        help: "Mask with 'block_on_detection: false', or make the plugin sequential.",
      };
    }
    const details = entryOf(config, "include_detection_details");
    if (details !== undefined && isTrue(details.value))
      yield { span: details.key.span, message: "'include_detection_details' has no effect in this plugin" };
    if (!looksForSomething(config)) {
      const [first] = TYPES.flatMap((type) => entryOf(config, `detect_${type}`) ?? []);
      if (first !== undefined)
        yield {
          span: first.key.span,
          scope: config.span,
          message: "every type is switched off: the plugin finds nothing",
        };
    }
  },
};

function isTrue(node: YamlNode): boolean {
  return node.kind === "scalar" && node.value.type === "boolean" && node.value.value;
}

function looksForSomething(config: YamlMap): boolean {
  const isOn = (node: YamlNode | undefined): boolean => node === undefined || truthOf(node) !== false;
  const custom = entryOf(config, "custom_patterns")?.value;
  return TYPES.some((type) => isOn(entryOf(config, `detect_${type}`)?.value)) || truthOf(custom) !== false;
}
