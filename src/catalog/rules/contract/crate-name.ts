import { definePluginRule } from "../../rule.ts";
import { placeOf, tableOf } from "../../source.ts";
import { entryOf, textOf } from "../../toml/node.ts";
import { pythonStr } from "../../toml/python.ts";

export const crateName = definePluginRule({
  code: "catalog/crate-name",
  *check({ slug, folder, cargo }) {
    const crate = tableOf(cargo, "package");
    if (cargo === undefined || crate === undefined) return;
    const name = entryOf(crate, "name")?.value;
    if (textOf(name) === slug) return;
    const message = `${folder}: Cargo.toml [package].name must be ${slug}, got ${pythonStr(name)}`;
    yield { ...placeOf(cargo, "package", "name"), message };
  },
});
