import { join, resolve } from "node:path";
import { shownPath } from "../../../files/shown-path.ts";
import { entryOf, textOf } from "../../../yaml/node.ts";
import { placeOf } from "../../model/check-shape.ts";
import { packageVersion } from "../../project/package-version.ts";
import { defineRule, type Finding } from "../../rule.ts";

/** The version of a manifest, and those of the packages that its `implementations` come in. */
export const versions = defineRule({
  code: "manifest/versions",
  async check({ root, folder, host }) {
    const version = entryOf(root, "version");
    const said = textOf(version?.value);
    const section = entryOf(root, "implementations")?.value;
    if (version === undefined || said === undefined || section === undefined) return [];
    const crate = textOf(entryOf(entryOf(section, "native")?.value, "crate")?.value);
    const files = [
      join(folder, "package.json"),
      ...(crate === undefined ? [] : [resolve(folder, crate, "Cargo.toml")]),
    ];
    const findings: Finding[] = [];
    for (const file of files) {
      const other = await packageVersion(file, host.files);
      if (other !== undefined && other !== said)
        findings.push({ span: placeOf(version), message: `the version is ${other} in ${shownPath(file, host.cwd)}` });
    }
    return findings;
  },
});
