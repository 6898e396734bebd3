/**
 * The settings of the old framework that CPEX 0.1 takes from the environment instead (framework/settings.py), and what they are
 * there when nothing sets them.
 */
export const DEAD_SETTINGS: Readonly<Record<string, { readonly variable: string; readonly standard: string }>> = {
  plugin_timeout: { variable: "PLUGINS_PLUGIN_TIMEOUT", standard: "30" },
  fail_on_plugin_error: { variable: "PLUGINS_FAIL_ON_PLUGIN_ERROR", standard: "false" },
  execution_pool: { variable: "PLUGINS_EXECUTION_POOL", standard: "" },
  ssrf_protection_enabled: { variable: "PLUGINS_SSRF_PROTECTION_ENABLED", standard: "true" },
};
