import { defineTextPlugin } from "../../plugin/index.ts";
import { Config } from "./config.ts";
import { decide, LOOKS_AT, metrics } from "./decide.ts";
import { createDetector } from "./detect.ts";
import { createMask } from "./mask.ts";

/** Finds personal data in tool and prompt traffic, and masks it or denies the call. */
export default defineTextPlugin({
  config: Config,
  looksAt: LOOKS_AT,
  create: (config, { salt }) => {
    const detect = createDetector(config);
    const mask = createMask({ redactionText: config.redaction_text, salt });
    return {
      limits: {
        maxTextBytes: config.max_text_bytes,
        maxDepth: config.max_nested_depth,
        maxItems: config.max_collection_items,
      },
      find(text, found) {
        for (const { type, start, end, strategy } of detect(text)) {
          // A lone surrogate counts as U+FFFD.
          found.add({ type, start, end, replacement: mask(text.slice(start, end).toWellFormed(), type, strategy) });
        }
      },
      decide: (found, { hook }) => decide(config, found, hook),
      metrics: (found, { hook }) => metrics(config, found, hook),
    };
  },
});
