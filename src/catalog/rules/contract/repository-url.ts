import { definePluginRule } from "../../rule.ts";
import { placeOf, tableOf } from "../../source.ts";
import { entryOf, isTrue, textOf } from "../../toml/node.ts";
import { pythonStr } from "../../toml/python.ts";

const REPOSITORY_URL = "https://github.com/IBM/cpex-plugins";

export const repositoryUrl = definePluginRule({
  code: "catalog/repository",
  *check({ folder, cargo }, { workspace }) {
    const crate = tableOf(cargo, "package");
    const shared = tableOf(workspace, "workspace", "package");
    if (cargo === undefined || crate === undefined || workspace === undefined || shared === undefined) return;
    const own = entryOf(crate, "repository")?.value;
    const isInherited = isTrue(entryOf(own, "workspace")?.value);
    const url = isInherited ? entryOf(shared, "repository")?.value : own;
    if (textOf(url) === REPOSITORY_URL) return;
    const place = isInherited
      ? placeOf(workspace, "workspace", "package", "repository")
      : placeOf(cargo, "package", "repository");
    const message = `${folder}: repository metadata must point to ${REPOSITORY_URL}, got ${pythonStr(url)}`;
    yield { ...place, message };
  },
});
