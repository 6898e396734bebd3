import { type Decision, type Found, type HookName, type Metrics, typesOf } from "../../plugin/index.ts";
import type { Config } from "./config.ts";

/** Which part of each hook's payload is scanned. */
export const LOOKS_AT = {
  prompt_pre_fetch: "args",
  tool_pre_invoke: "args",
  tool_post_invoke: "result",
  resource_post_fetch: "content.text",
} as const satisfies Partial<Record<HookName, string>>;

type SecretsHook = keyof typeof LOOKS_AT;

const PLACES: Readonly<Record<SecretsHook, string>> = {
  prompt_pre_fetch: "prompt arguments",
  tool_pre_invoke: "tool arguments",
  tool_post_invoke: "tool result",
  resource_post_fetch: "resource content",
};

const REDACT: Decision = Object.freeze({ mask: true });

/** Redacts, denies, or both, as the config says. */
export function decide(config: Config, found: Found, hook: HookName): Decision {
  if (blocks(config, found)) return { deny: violationOf(found, hook as SecretsHook), mask: config.redact };
  return found.size > 0 && config.redact ? REDACT : {};
}

/** How much was found and what became of it; never what it was. */
export function metrics(config: Config, found: Found): Metrics {
  const [count, blocked] = [found.size, blocks(config, found)];
  return {
    total_detections: count,
    total_masked: config.redact && !blocked ? count : 0,
    total_blocked: blocked ? count : 0,
    secret_types: typesOf(found.all),
  };
}

function blocks(config: Config, found: Found): boolean {
  return config.block_on_detection && found.size >= config.min_findings_to_block;
}

function violationOf(found: Found, hook: SecretsHook) {
  return {
    code: "SECRETS_DETECTED",
    reason: "Secrets detected",
    description: `Potential secrets detected in ${PLACES[hook]}`,
    details: { count: found.size, examples: found.all.map(({ type }) => ({ type })) },
  };
}
