import { entryOf } from "../../../yaml/node.ts";
import type { Finding } from "../../rule.ts";
import { truthOf } from "../../truth.ts";
import { placeOf } from "../check-shape.ts";
import { laxInteger, LAX_SWITCH, listOf, mapOf, pattern, TEXT } from "../setting.ts";
import type { ManagedPlugin } from "./managed-plugin.ts";
import { isNumber, unknownNames } from "./pitfalls.ts";

const ENCODINGS = ["base64", "base64url", "hex", "percent_encoding", "escaped_hex"];

export const encodedExfilDetection: ManagedPlugin = {
  name: "cpex-encoded-exfil-detection",
  version: "0.3.10",
  className: "EncodedExfilDetectorPlugin",
  hooks: ["prompt_pre_fetch", "tool_post_invoke", "resource_post_fetch"],
  settings: {
    enabled: { type: mapOf(LAX_SWITCH) },
    min_encoded_length: { type: laxInteger(8, 8192) },
    min_decoded_length: { type: laxInteger(4, 32_768) },
    min_entropy: { type: { is: "number", min: 0, max: 8 } },
    min_printable_ratio: { type: { is: "number", min: 0, max: 1 } },
    min_suspicion_score: { type: laxInteger(1, 10) },
    max_scan_string_length: { type: laxInteger(1000, 5_000_000) },
    max_findings_per_value: { type: laxInteger(1, 500) },
    redact: { type: LAX_SWITCH },
    redaction_text: { type: TEXT },
    block_on_detection: { type: LAX_SWITCH },
    min_findings_to_block: { type: laxInteger(1, 1000) },
    include_detection_details: { type: LAX_SWITCH },
    allowlist_patterns: { type: listOf(pattern("filled")) },
    extra_sensitive_keywords: { type: listOf(TEXT) },
    extra_egress_hints: { type: listOf(TEXT) },
    max_decode_depth: { type: laxInteger(1, 5) },
    max_recursion_depth: { type: laxInteger(1, 1000) },
    log_detections: { type: LAX_SWITCH },
    per_encoding_score: { type: mapOf(laxInteger(-Infinity, Infinity)) },
    parse_json_strings: { type: LAX_SWITCH },
  },
  *pitfalls(config): Iterable<Finding> {
    const scores = entryOf(config, "per_encoding_score");
    for (const entry of [entryOf(config, "enabled"), scores]) yield* unknownNames(entry, ENCODINGS, "an encoding");
    for (const entry of scores?.value.kind === "map" ? scores.value.entries : []) {
      if (!isNumber(entry.value, (value) => value < 0)) continue;
      const message = "a negative score makes the plugin drop the whole map: the common score counts for all encodings";
      yield { span: placeOf(entry), message, help: "Leave the encoding out, or switch it off in 'enabled'." };
    }
    const block = entryOf(config, "block_on_detection");
    if (block !== undefined && truthOf(block.value) === false && truthOf(entryOf(config, "redact")?.value) === false) {
      const message = "neither blocking nor redaction is on: findings are reported, and pass as they are";
      yield { span: block.key.span, scope: config.span, message };
    }
  },
};
