import type { ServedConfig } from "./served-config.ts";

/**
 * A plugin's config in the words of gateways up to 1.0.0, whose own plugin framework refuses a config with any other mode.
 * This server applies `mode` and `on_error` itself; the old word says what the gateway makes of a denial, and of an error.
 */
export function withLegacyMode({ on_error: onError, ...config }: ServedConfig): ServedConfig {
  return { ...config, mode: legacyMode(config["mode"], onError) };
}

function legacyMode(mode: unknown, onError: unknown): string {
  if (mode === "disabled") return "disabled";
  if (mode !== "sequential" && mode !== "concurrent") return "permissive";
  return onError === "fail" ? "enforce" : "enforce_ignore_error";
}
