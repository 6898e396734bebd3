import { fileURLToPath } from "node:url";
import { HOOKS } from "../../../src/plugin/hooks.ts";

const scripted = { kind: fileURLToPath(new URL("scripted", import.meta.url)), hooks: HOOKS };
const texts = ["tool_pre_invoke", "tool_post_invoke", "prompt_pre_fetch"];
const pii = { kind: "pii_filter", hooks: [...texts, "prompt_post_fetch"] };
const secrets = { kind: "secrets_detection", hooks: [...texts, "resource_post_fetch"] };

/** The plugins that are served, as entries of a config. */
export const SERVED = [
  { ...pii, name: "Pii" },
  { ...pii, name: "PiiBlocks", config: { block_on_detection: true } },
  { ...secrets, name: "Secrets" },
  { ...secrets, name: "SecretsMasks", config: { block_on_detection: false, redact: true } },
  { ...scripted, name: "Plain", priority: 7, tags: ["a"], config: { password: "hidden" } },
  { ...scripted, name: "Transform", mode: "transform" },
  { ...scripted, name: "Audit", mode: "audit" },
  { ...scripted, name: "Concurrent", mode: "concurrent" },
  { ...scripted, name: "Lenient", on_error: "ignore" },
] as const;

export type ServedName = (typeof SERVED)[number]["name"];
