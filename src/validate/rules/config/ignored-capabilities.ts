import { isNull, isUnknown, textOf } from "../../../yaml/node.ts";
import { placeOf } from "../../model/check-shape.ts";
import { entriesOf } from "../../plugins.ts";
import { asList } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

/** Capabilities that are not a list are taken as none at all, without a word. */
export const ignoredCapabilities = defineRule({
  code: "config/ignored-capabilities",
  check({ plugins, document }) {
    return [...entriesOf(plugins, "capabilities")].flatMap(({ entry }) => {
      if (entry.value.kind === "list" || isNull(entry.value) || isUnknown(entry.value)) return [];
      const text = textOf(entry.value);
      const help = text === undefined ? "Write a list of capabilities." : `Write it as a list: [${text}]`;
      const message = "capabilities that are not a list are ignored: the plugin gets none";
      const fix = text === undefined ? {} : asList(document.text, entry.value.span);
      return [{ span: placeOf(entry), message, help, ...fix }];
    });
  },
});
