import { closest } from "../../../text/closest.ts";
import { didYouMean } from "../../../text/did-you-mean.ts";
import { replaceWord } from "../../fix.ts";
import { pluginConfigs } from "../../plugin-configs.ts";
import { defineRule } from "../../rule.ts";

/** A key that the plugin's schema does not have: the plugin never sees it. */
export const unknownPluginConfigKey = defineRule({
  code: "plugin-config/unknown-key",
  check(input) {
    return pluginConfigs(input).flatMap(({ kind, unknownKeys }) =>
      unknownKeys.map(({ key, span, known, free }) => {
        const help = didYouMean(key, known);
        return {
          span,
          message: `'${key}' is not a setting of ${kind}; it has no effect`,
          ...(help === undefined ? {} : { help }),
          ...replaceWord(input.document.text, span, key, closest(key, free)),
        };
      }),
    );
  },
});
