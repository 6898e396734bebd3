import { defineTextPlugin } from "../../../../src/plugin/index.ts";
import type { Host, PluginInstance } from "../../../../src/plugin/instance.ts";
import { Config } from "../../../../src/plugins/secrets_detection/config.ts";
import { decide, LOOKS_AT, metrics } from "../../../../src/plugins/secrets_detection/decide.ts";
import { merge, type Secret } from "../../../../src/plugins/secrets_detection/merge.ts";
import { SECRET_PATTERNS, type SecretPattern } from "../../../../src/plugins/secrets_detection/patterns.ts";
import type { SecretType } from "../../../../src/plugins/secrets_detection/secret-types.ts";
import { forEachMatch } from "./for-each-match.ts";

const IGNORES_CASE = "(?i)";

/** The plugin as one writes it at first: one `RegExp` a pattern, each over the whole text, and nothing that avoids a search. */
const PLUGIN = defineTextPlugin({
  config: Config,
  looksAt: LOOKS_AT,
  create: (config) => {
    const replacement = config.redaction_text;
    const searches = (Object.keys(SECRET_PATTERNS) as SecretType[])
      .filter((type) => config.enabled[type])
      .map((type) => ({ type, traits: SECRET_PATTERNS[type], expression: expressionOf(SECRET_PATTERNS[type]) }));
    return {
      limits: { maxTextBytes: 100 * 1024 * 1024, maxDepth: 1000, maxItems: 1_000_000 },
      fields: { allow: config.field_allowlist, deny: config.field_denylist },
      find(text, found) {
        const secrets: Secret[] = [];
        for (const { type, traits, expression } of searches) {
          forEachMatch(expression, text, (match, start) => {
            const end = start + match.length;
            if (traits.notBefore?.test(text.charAt(end)) === true) return;
            const context = traits.valueAt === undefined ? 0 : match.search(traits.valueAt);
            secrets.push({ type, start: start + context, end });
          });
        }
        for (const { type, start, end } of merge(secrets)) found.add({ type, start, end, replacement });
      },
      decide: (found, { hook }) => decide(config, found, hook),
      metrics: (found) => metrics(config, found),
    };
  },
});

function expressionOf({ source }: SecretPattern): RegExp {
  return source.startsWith(IGNORES_CASE)
    ? new RegExp(source.slice(IGNORES_CASE.length), "gi")
    : new RegExp(source, "g");
}

/**
 * The plain baseline of secrets_detection: the same contract, findings and decisions as the plugin on texts whose non-ASCII
 * characters touch no finding, for `RegExp` has ASCII classes.
 */
export function createPlain(config: unknown, host: Pick<Host, "salt" | "log">): PluginInstance {
  return PLUGIN.create(Config.parse(config), { slug: "secrets_detection", ...host });
}
