import { definePluginRule } from "../../rule.ts";
import { maturinOf, nativeModule } from "../../maturin.ts";
import { placeOf } from "../../source.ts";
import { entryOf, textOf } from "../../toml/node.ts";
import { pythonStr } from "../../toml/python.ts";

export const moduleName = definePluginRule({
  code: "catalog/module-name",
  *check({ slug, folder, pyproject }) {
    const maturin = maturinOf(pyproject);
    if (pyproject === undefined || maturin === undefined) return;
    const expected = nativeModule(slug);
    const name = entryOf(maturin, "module-name")?.value;
    if (textOf(name) === expected) return;
    const message = `${folder}: tool.maturin.module-name must be ${expected}, got ${pythonStr(name)}`;
    yield { ...placeOf(pyproject, "tool", "maturin", "module-name"), message };
  },
});
