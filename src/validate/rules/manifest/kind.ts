import { closest } from "../../../text/closest.ts";
import { didYouMean } from "../../../text/did-you-mean.ts";
import { entryOf, textOf } from "../../../yaml/node.ts";
import { kindClass, MANIFEST_KINDS } from "../../model/manifest-model.ts";
import { placeOf } from "../../model/check-shape.ts";
import { replaceWord } from "../../fix.ts";
import { defineRule } from "../../rule.ts";

/** The installer refuses a manifest whose kind it does not know. */
export const kind = defineRule({
  code: "manifest/kind",
  check({ root, level, document }) {
    const entry = entryOf(root, "kind");
    const text = textOf(entry?.value);
    if (level === "strict" || entry === undefined || text === undefined || kindClass(entry.value) !== "refused")
      return [];
    const help = didYouMean(text, MANIFEST_KINDS);
    const message = `'${text}' is not a kind that can be installed: it must be ${MANIFEST_KINDS.join(", ")}, or a class path such as package.module.Class`;
    const fix = replaceWord(document.text, entry.value.span, text, closest(text, MANIFEST_KINDS));
    return [{ span: placeOf(entry), message, ...(help === undefined ? {} : { help }), ...fix }];
  },
});
