import { pluginConfigs } from "../../plugin-configs.ts";
import { defineRule } from "../../rule.ts";

/** The plugin refuses its config: what its own schema says. */
export const invalidPluginConfig = defineRule({
  code: "plugin-config/invalid",
  check(input) {
    return pluginConfigs(input).flatMap(({ issues }) => issues);
  },
});
