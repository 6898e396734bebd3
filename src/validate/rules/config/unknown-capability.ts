import { closest } from "../../../text/closest.ts";
import { didYouMean } from "../../../text/did-you-mean.ts";
import { textOf } from "../../../yaml/node.ts";
import { CAPABILITIES } from "../../model/config-model.ts";
import { replaceWord } from "../../fix.ts";
import { entriesOf } from "../../plugins.ts";
import { defineRule } from "../../rule.ts";

/** A capability that CPEX does not know is refused (PluginConfig._validate_capabilities). */
export const unknownCapability = defineRule({
  code: "config/unknown-capability",
  check({ plugins, document }) {
    return [...entriesOf(plugins, "capabilities")].flatMap(({ entry }) => {
      if (entry.value.kind !== "list") return [];
      return entry.value.items.flatMap(({ value, at }) => {
        const name = textOf(value) ?? document.text.slice(value.span.start, value.span.end);
        const isKnown = (CAPABILITIES as readonly string[]).includes(name) && textOf(value) !== undefined;
        if (isKnown || (value.kind === "scalar" && value.value.type === "unknown")) return [];
        const help = didYouMean(name, CAPABILITIES) ?? `CPEX knows ${CAPABILITIES.join(", ")}.`;
        const fix = replaceWord(document.text, value.span, name, closest(name, CAPABILITIES));
        return [{ span: at, message: `CPEX knows no capability '${name}'`, help, ...fix }];
      });
    });
  },
});
