import { maturinOf } from "../../maturin.ts";
import { definePluginRule } from "../../rule.ts";
import { placeOf, tableOf } from "../../source.ts";

export const table = definePluginRule({
  code: "catalog/table",
  *check({ folder, pyproject, cargo }) {
    if (pyproject?.root !== undefined && tableOf(pyproject, "project") === undefined) {
      yield { ...placeOf(pyproject, "project"), message: `${folder}: pyproject.toml [project] must be a table` };
    }
    if (pyproject?.root !== undefined && maturinOf(pyproject) === undefined) {
      const message = `${folder}: pyproject.toml tool.maturin must be a table`;
      yield { ...placeOf(pyproject, "tool", "maturin"), message };
    }
    if (cargo?.root !== undefined && tableOf(cargo, "package") === undefined) {
      yield { ...placeOf(cargo, "package"), message: `${folder}: Cargo.toml [package] must be a table` };
    }
  },
});
