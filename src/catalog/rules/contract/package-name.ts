import { packageName as expectedName } from "../../repository.ts";
import { definePluginRule } from "../../rule.ts";
import { placeOf, tableOf } from "../../source.ts";
import { entryOf, textOf } from "../../toml/node.ts";
import { pythonStr } from "../../toml/python.ts";

export const packageName = definePluginRule({
  code: "catalog/package-name",
  *check({ slug, folder, pyproject }) {
    const project = tableOf(pyproject, "project");
    if (pyproject === undefined || project === undefined) return;
    const expected = expectedName(slug);
    const name = entryOf(project, "name")?.value;
    if (textOf(name) === expected) return;
    const message = `${folder}: package name must be ${expected}, got ${pythonStr(name)}`;
    yield { ...placeOf(pyproject, "project", "name"), message };
  },
});
