import { type Decision, type Found, type HookName, type Metrics, typesOf } from "../../plugin/index.ts";
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

const MASK: Decision = Object.freeze({ mask: true });

/** Masks, or denies where the config says so. */
export function decide(config: Config, found: Found, hook: HookName): Decision {
  if (found.size === 0) return {};
  const blocked = config.block_on_detection;
  if (!blocked && !config.log_detections) return MASK;
  const { count, types } = countsOf(config, found, hook);
  return {
    ...(blocked
      ? { deny: { ...VIOLATIONS[hook as PiiHook], details: { detected_types: types, count } } }
      : { mask: true }),
    ...(config.log_detections ? { log: logOf(blocked, count, types, hook) } : {}),
  };
}

/** How much was found and what became of it; never what it was. */
export function metrics(config: Config, found: Found, hook: HookName): Metrics {
  const { count, types } = countsOf(config, found, hook);
  return {
    total_detections: count,
    total_masked: config.block_on_detection ? 0 : count,
    detection_types: types,
    stage: hook,
  };
}

/** A prompt is blocked at the first message with findings; what follows is not counted. */
function countsOf(config: Config, found: Found, hook: HookName) {
  const findings = config.block_on_detection && hook === "prompt_post_fetch" ? found.ofFirstText() : found.all;
  return { count: findings.length, types: typesOf(findings) };
}

function logOf(blocked: boolean, count: number, types: readonly string[], hook: HookName) {
  const action = blocked ? "blocked" : "masked";
  return {
    level: blocked ? ("warning" as const) : ("info" as const),
    message: `PII detected during ${hook}: action=${action} total=${count} types=${types.join(",")}`,
  };
}
