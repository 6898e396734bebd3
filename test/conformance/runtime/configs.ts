import { readFileSync } from "node:fs";
import { pluginConfig } from "../../../src/runtime/config/plugin-config.ts";
import { readSettings } from "../../../src/runtime/settings.ts";
import { firstDifference } from "../compare.ts";
import type { Oracle } from "../oracle.ts";
import type { Json } from "./scenario.ts";

interface Cases {
  readonly configs: readonly Json[];
  readonly settings: readonly Readonly<Record<string, string>>[];
}

const CASES = new URL("configs.json", import.meta.url);

/** Compares how plugin entries and environment variables are read: the same accepted, and the same values. */
export async function checkConfigs(
  oracle: Oracle,
  print: (line: string) => void,
): Promise<{ readonly passed: number; readonly failed: number }> {
  const cases = JSON.parse(readFileSync(CASES, "utf8")) as Cases;
  const checks = [
    ...cases.configs.map((config) => ({ request: { config }, ours: ourConfig(config) })),
    ...cases.settings.map((settings) => ({ request: { settings }, ours: ourSettings(settings) })),
  ];
  let failed = 0;
  for (const { request, ours } of checks) {
    const theirs = await oracle.ask(request);
    const difference = firstDifference(tidy(theirs), tidy(ours));
    if (difference === undefined) continue;
    failed++;
    print(`${JSON.stringify(request)}: ${difference}`);
  }
  return { passed: checks.length - failed, failed };
}

function ourConfig(config: Json): unknown {
  const parsed = pluginConfig.safeParse(config);
  return { config: parsed.success ? parsed.data : null };
}

/** The one default that differs is set, where the case does not set it. */
function ourSettings(env: Readonly<Record<string, string>>): unknown {
  try {
    return { settings: readSettings({ PLUGINS_FAIL_ON_PLUGIN_ERROR: "false", ...env }) };
  } catch {
    return { settings: null };
  }
}

/** Sets have no order in Python. */
function tidy(value: unknown): unknown {
  const text = JSON.stringify(value, (_, item: unknown) =>
    Array.isArray(item) && item.every((entry) => typeof entry === "string") ? [...item].sort() : item,
  );
  return JSON.parse(text);
}
