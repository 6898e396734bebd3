import { closest } from "../../../text/closest.ts";
import { didYouMean } from "../../../text/did-you-mean.ts";
import { entryOf } from "../../../yaml/node.ts";
import { replaceWord } from "../../fix.ts";
import { checkedConfigs } from "../../checked-configs.ts";
import { managedConfigs } from "../../managed-configs.ts";
import type { UnknownSetting } from "../../plugin-configs.ts";
import { defineRule, type Finding } from "../../rule.ts";

/** A key that the plugin's schema does not have: the plugin never sees it. */
export const unknownPluginConfigKey = defineRule({
  code: "plugin-config/unknown-key",
  async check(input) {
    const toFinding = (kind: string, { key, span, known, free }: UnknownSetting): Finding => {
      const help = didYouMean(key, known);
      return {
        span,
        message: `'${key}' is not a setting of ${kind}; it has no effect`,
        ...(help === undefined ? {} : { help }),
        ...replaceWord(input.document.text, span, key, closest(key, free)),
      };
    };
    const [checked, managed] = [await checkedConfigs(input), await managedConfigs(input)];
    return [
      ...checked.flatMap(({ kind, unknownKeys }) => unknownKeys.map((one) => toFinding(kind, one))),
      ...managed.flatMap(({ managed: { name, version }, unknownKeys }) =>
        unknownKeys.map(({ key, span, settings, map }) => {
          const known = Object.keys(settings);
          const free = known.filter((setting) => entryOf(map, setting) === undefined);
          return toFinding(`${name} ${version}`, { key, span, known, free });
        }),
      ),
    ];
  },
});
