import { describe, expect, it } from "vitest";
import { createContext } from "../../../src/plugin/context.ts";
import type { Density, HookName, PluginDefinition, Samples } from "../../../src/plugin/index.ts";
import piiFilter from "../../../src/plugins/pii_filter/fallback.ts";
import piiSamples from "../../../src/plugins/pii_filter/samples.ts";
import secretsDetection from "../../../src/plugins/secrets_detection/fallback.ts";
import secretsSamples from "../../../src/plugins/secrets_detection/samples.ts";
import { createPlain as createPlainPii } from "../../bench/plugins/plain/pii-filter.ts";
import { createPlain as createPlainSecrets } from "../../bench/plugins/plain/secrets-detection.ts";

const HOST = { salt: "plain", log: () => {} };
const DENSITIES: readonly Density[] = ["clean", "sparse", "dense"];
const HOOK: HookName = "tool_post_invoke";
const EVERY_SECRET = {
  generic_api_key_assignment: true,
  jwt_like: true,
  hex_secret_32: true,
  base64_24: true,
};

function seeded(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

interface Baseline {
  readonly slug: string;
  readonly plugin: PluginDefinition;
  readonly createPlain: typeof createPlainPii;
  readonly samples: Samples;
  readonly config: unknown;
}

describe.each<Baseline>([
  { slug: "pii_filter", plugin: piiFilter, createPlain: createPlainPii, samples: piiSamples, config: {} },
  {
    slug: "pii_filter",
    plugin: piiFilter,
    createPlain: createPlainPii,
    samples: piiSamples,
    config: { block_on_detection: true, default_mask_strategy: "partial" },
  },
  {
    slug: "secrets_detection",
    plugin: secretsDetection,
    createPlain: createPlainSecrets,
    samples: secretsSamples,
    config: { redact: true, block_on_detection: false },
  },
  {
    slug: "secrets_detection",
    plugin: secretsDetection,
    createPlain: createPlainSecrets,
    samples: secretsSamples,
    config: { enabled: EVERY_SECRET },
  },
])("the plain baseline of $slug with $config", ({ slug, plugin, createPlain, samples, config }) => {
  const context = createContext("plain");
  const plain = createPlain(config, HOST);
  const fallback = plugin.create(plugin.config.parse(config), { slug, ...HOST });

  it.each(samples.kinds.flatMap((kind) => DENSITIES.map((density) => ({ kind, density }))))(
    "answers as the plugin does on $density $kind",
    ({ kind, density }) => {
      const payload = samples.sample({ kind, density, hook: HOOK, size: 5_000, random: seeded(3) });
      expect(plain.invoke(HOOK, payload, context)).toEqual(fallback.invoke(HOOK, payload, context));
    },
  );
});
