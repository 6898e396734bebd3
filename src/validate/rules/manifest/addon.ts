import { join } from "node:path";
import { entryOf, textOf } from "../../../yaml/node.ts";
import { defineRule, type Finding } from "../../rule.ts";

/** An addon carries the manifest that it was built with: one that does not hold this text was built with another. */
export const manifestAddon = defineRule({
  code: "manifest/addon",
  async check({ document, root, folder, host }) {
    const slug = textOf(entryOf(root, "name")?.value);
    const native = entryOf(entryOf(root, "implementations")?.value, "native");
    if (slug === undefined || native === undefined) return [];
    const findings: Finding[] = [];
    for (const { name, kind } of await host.files.list(folder)) {
      if (kind !== "file" || !name.startsWith(`${slug}.`) || !name.endsWith(".node")) continue;
      const addon = Buffer.from(await host.files.readBytes(join(folder, name)));
      if (addon.includes(document.text)) continue;
      const message = `${name} was built with another manifest`;
      findings.push({ span: native.key.span, message, help: "Build it again with 'mcpplugins build'." });
    }
    return findings;
  },
});
