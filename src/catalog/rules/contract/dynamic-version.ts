import { definePluginRule } from "../../rule.ts";
import { placeOf, tableOf } from "../../source.ts";
import { entryOf } from "../../toml/node.ts";
import { stringsOf } from "../../workspace.ts";

export const dynamicVersion = definePluginRule({
  code: "catalog/dynamic-version",
  *check({ folder, pyproject }) {
    const project = tableOf(pyproject, "project");
    if (pyproject === undefined || project === undefined) return;
    const isDynamic = stringsOf(entryOf(project, "dynamic")?.value)?.has("version") ?? false;
    const version = entryOf(project, "version");
    if (isDynamic && version === undefined) return;
    const place = isDynamic && version !== undefined ? { file: pyproject.file, span: version.key } : undefined;
    yield {
      ...(place ?? placeOf(pyproject, "project", "dynamic")),
      message: `${folder}: pyproject.toml must declare dynamic version sourced from Cargo.toml`,
      help: `Write dynamic = ["version"] and no version.`,
    };
  },
});
