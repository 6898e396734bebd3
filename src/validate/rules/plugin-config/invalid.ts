import { checkedConfigs } from "../../checked-configs.ts";
import { managedConfigs } from "../../managed-configs.ts";
import { defineRule } from "../../rule.ts";

/** The plugin refuses its config: what its own schema says. */
export const invalidPluginConfig = defineRule({
  code: "plugin-config/invalid",
  async check(input) {
    const [checked, managed] = [await checkedConfigs(input), await managedConfigs(input)];
    return [...checked.flatMap(({ issues }) => issues), ...managed.flatMap(({ refused }) => refused)];
  },
});
