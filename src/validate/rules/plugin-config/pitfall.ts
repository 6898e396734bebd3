import { managedConfigs } from "../../managed-configs.ts";
import { defineRule } from "../../rule.ts";

/** A setting that the plugin takes, and does something else with than it says. */
export const pluginConfigPitfall = defineRule({
  code: "plugin-config/pitfall",
  async check(input) {
    return (await managedConfigs(input)).flatMap(({ ignored, pitfalls }) => ignored.concat(pitfalls));
  },
});
