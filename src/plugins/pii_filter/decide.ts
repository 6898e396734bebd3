import { type Decision, type Found, type HookName, typesOf } from "../../plugin/index.ts";
import type { Config } from "./config.ts";

/** Which part of each hook's payload is scanned. */
export const LOOKS_AT = {
  prompt_pre_fetch: "args",
  prompt_post_fetch: "result.messages[].content.text",
  tool_pre_invoke: "args",
  tool_post_invoke: "result",
} as const satisfies Partial<Record<HookName, string>>;

type PiiHook = keyof typeof LOOKS_AT;

const VIOLATIONS = {
  prompt_pre_fetch: {
    code: "PII_DETECTED",
    reason: "PII detected in prompt arguments",
    description: "Sensitive information detected in prompt arguments",
  },
  prompt_post_fetch: {
    code: "PII_DETECTED_IN_PROMPT_RESULT",
    reason: "PII detected in prompt messages",
    description: "Sensitive information detected in prompt result",
  },
  tool_pre_invoke: {
    code: "PII_DETECTED_IN_TOOL_ARGS",
    reason: "PII detected in tool arguments",
    description: "Sensitive information detected in tool arguments",
  },
  tool_post_invoke: {
    code: "PII_DETECTED_IN_TOOL_RESULT",
    reason: "PII detected in tool result",
    description: "Sensitive information detected in tool result",
  },
} as const satisfies Record<PiiHook, unknown>;

/** Masks, or denies where the config says so; counts what was found, and never shows it. */
export function decide(config: Config, found: Found, hook: HookName): Decision {
  if (found.size === 0) return {};
  const blocked = config.block_on_detection;
  // A prompt is blocked at the first message with findings; what follows is not counted.
  const findings = blocked && hook === "prompt_post_fetch" ? found.ofFirstText() : found.all;
  const count = findings.length;
  const types = typesOf(findings);
  return {
    ...(blocked
      ? { deny: { ...VIOLATIONS[hook as PiiHook], details: { detected_types: types, count } } }
      : { mask: true }),
    metrics: {
      total_detections: count,
      total_masked: blocked ? 0 : count,
      detection_types: types,
      stage: hook,
    },
    ...(config.log_detections ? { log: logOf(blocked, count, types, hook) } : {}),
  };
}

function logOf(blocked: boolean, count: number, types: readonly string[], hook: HookName) {
  const action = blocked ? "blocked" : "masked";
  return {
    level: blocked ? ("warning" as const) : ("info" as const),
    message: `PII detected during ${hook}: action=${action} total=${count} types=${types.join(",")}`,
  };
}
