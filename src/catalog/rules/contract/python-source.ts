import { maturinOf } from "../../maturin.ts";
import { definePluginRule } from "../../rule.ts";
import { placeOf } from "../../source.ts";
import { entryOf, textOf } from "../../toml/node.ts";
import { pythonStr } from "../../toml/python.ts";

export const pythonSource = definePluginRule({
  code: "catalog/python-source",
  *check({ folder, pyproject }) {
    const maturin = maturinOf(pyproject);
    if (pyproject === undefined || maturin === undefined) return;
    const source = entryOf(maturin, "python-source")?.value;
    if (textOf(source) === ".") return;
    const message = `${folder}: tool.maturin.python-source must be '.', got ${pythonStr(source)}`;
    yield { ...placeOf(pyproject, "tool", "maturin", "python-source"), message };
  },
});
