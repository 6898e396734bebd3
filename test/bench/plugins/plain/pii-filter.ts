import { defineTextPlugin } from "../../../../src/plugin/index.ts";
import type { Host, PluginInstance } from "../../../../src/plugin/instance.ts";
import { Config } from "../../../../src/plugins/pii_filter/config.ts";
import { decide, LOOKS_AT, metrics } from "../../../../src/plugins/pii_filter/decide.ts";
import { createMask } from "../../../../src/plugins/pii_filter/mask.ts";
import { PII_PATTERNS } from "../../../../src/plugins/pii_filter/patterns.ts";
import { forEachMatch } from "./for-each-match.ts";

/** The plugin as one writes it at first: one `RegExp` a pattern, each over the whole text, and nothing that avoids a search. */
const PLUGIN = defineTextPlugin({
  config: Config,
  looksAt: LOOKS_AT,
  create: (config, { salt }) => {
    const strategy = config.default_mask_strategy;
    const mask = createMask({ redactionText: config.redaction_text, salt });
    const searches = PII_PATTERNS.filter(({ type }) => config[`detect_${type}`]).map(({ type, source, isValid }) => ({
      type,
      isValid,
      expression: new RegExp(source, "gi"),
    }));
    return {
      limits: {
        maxTextBytes: config.max_text_bytes,
        maxDepth: config.max_nested_depth,
        maxItems: config.max_collection_items,
      },
      find(text, found) {
        for (const { type, isValid, expression } of searches) {
          forEachMatch(expression, text, (value, start) => {
            if (isValid?.(value) === false) return;
            found.add({ type, start, end: start + value.length, replacement: mask(value, type, strategy) });
          });
        }
      },
      decide: (found, { hook }) => decide(config, found, hook),
      metrics: (found, { hook }) => metrics(config, found, hook),
    };
  },
});

/**
 * The plain baseline of pii_filter: the same contract, findings and decisions as the plugin on texts whose non-ASCII characters
 * touch no finding. `RegExp` has ASCII classes, and the config's own patterns and whitelist are left out.
 */
export function createPlain(config: unknown, host: Pick<Host, "salt" | "log">): PluginInstance {
  return PLUGIN.create(Config.parse(config), { slug: "pii_filter", ...host });
}
