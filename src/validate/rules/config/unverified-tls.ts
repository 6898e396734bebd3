import { entryOf, textOf, type YamlNode } from "../../../yaml/node.ts";
import { placeOf } from "../../model/check-shape.ts";
import { defineRule } from "../../rule.ts";
import { transportSections } from "../../transport-sections.ts";

const EFFECTS = {
  verify: "the server's certificate is not checked: whoever is on the way can be the plugin",
  check_hostname: "a certificate for any other name is taken: its owner can be the plugin",
} as const;

/** TLS towards a plugin's server that does not tell the server from another. */
export const unverifiedTls = defineRule({
  code: "config/unverified-tls",
  check(input) {
    return transportSections(input).flatMap((section) => {
      const tls = entryOf(section, "tls")?.value;
      return Object.entries(EFFECTS).flatMap(([key, message]) => {
        const entry = entryOf(tls, key);
        if (entry === undefined || !isFalse(entry.value)) return [];
        return [
          { span: placeOf(entry), message, help: "Name the authority of a certificate of your own in 'ca_bundle'." },
        ];
      });
    });
  },
});

/** What pydantic takes for false. */
function isFalse(node: YamlNode): boolean {
  if (node.kind !== "scalar") return false;
  if (node.value.type === "boolean") return !node.value.value;
  return /^(?:0|off|f|false|n|no)$/i.test(textOf(node) ?? "");
}
