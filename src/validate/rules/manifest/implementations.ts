import { resolve } from "node:path";
import { entryOf, textOf, type YamlEntry } from "../../../yaml/node.ts";
import { defineRule, type Finding } from "../../rule.ts";

/** The files that `implementations` names must be beside the manifest; a `.ts` may be there as compiled `.js`. */
export const implementations = defineRule({
  code: "manifest/implementations",
  async check({ root, folder, host }) {
    const section = entryOf(root, "implementations")?.value;
    const findings: Finding[] = [];
    const kindAt = async (path: string): Promise<string | undefined> =>
      (await host.files.stat(resolve(folder, path)))?.kind;
    const fallback = pathOf(entryOf(section, "fallback"));
    if (fallback !== undefined) {
      const candidates = [fallback.path, fallback.path.replace(/\.ts$/, ".js")];
      const kinds = await Promise.all(candidates.map(kindAt));
      if (!kinds.includes("file"))
        findings.push({ span: fallback.entry.at, message: `there is no file ${fallback.path} beside the manifest` });
    }
    const crate = pathOf(entryOf(entryOf(section, "native")?.value, "crate"));
    if (crate !== undefined && (await kindAt(crate.path)) !== "folder") {
      findings.push({ span: crate.entry.at, message: `there is no folder ${crate.path}; paths begin at the manifest` });
    }
    return findings;
  },
});

function pathOf(entry: YamlEntry | undefined): { readonly entry: YamlEntry; readonly path: string } | undefined {
  const path = textOf(entry?.value);
  return entry === undefined || path === undefined ? undefined : { entry, path };
}
