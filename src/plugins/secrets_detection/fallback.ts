import { defineTextPlugin } from "../../plugin/index.ts";
import { Config } from "./config.ts";
import { decide, LOOKS_AT, metrics } from "./decide.ts";
import { createDetector } from "./detect.ts";

/** Finds secrets in prompts, tool traffic and resources, and redacts them or denies the call. */
export default defineTextPlugin({
  config: Config,
  looksAt: LOOKS_AT,
  create: (config) => {
    const detect = createDetector(config);
    const replacement = config.redaction_text;
    return {
      limits: { maxTextBytes: 100 * 1024 * 1024, maxDepth: 1000, maxItems: 1_000_000 },
      fields: { allow: config.field_allowlist, deny: config.field_denylist },
      find(text, found) {
        for (const { type, start, end } of detect(text)) found.add({ type, start, end, replacement });
      },
      decide: (found, { hook }) => decide(config, found, hook),
      metrics: (found) => metrics(config, found),
    };
  },
});
