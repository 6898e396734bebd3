import { pythonString } from "../../../runtime/manager/python-text.ts";
import { ENTRY_POINT_GROUP, entryPointKeys } from "../../entry-point.ts";
import { definePluginRule, type Finding } from "../../rule.ts";
import { placeOf, tableOf, type TomlFile } from "../../source.ts";
import { entryOf, textOf, type TomlTable } from "../../toml/node.ts";

const TABLE = `[project.entry-points."${ENTRY_POINT_GROUP}"]`;

export const entryPointTable = definePluginRule({
  code: "catalog/entry-point-table",
  *check({ slug, pyproject }) {
    if (pyproject === undefined || tableOf(pyproject, "project") === undefined) return;
    const points = tableOf(pyproject, "project", "entry-points");
    if (points === undefined) {
      const message = "pyproject.toml project.entry-points must be a table";
      yield { ...placeOf(pyproject, "project", "entry-points"), message };
      return;
    }
    const group = entryOf(points, ENTRY_POINT_GROUP)?.value;
    if (group?.kind === "table") yield* checkGroup(group, slug, pyproject);
    else yield { ...placeOf(pyproject, ...entryPointKeys(slug)), message: `pyproject.toml must define ${TABLE}` };
  },
});

function* checkGroup(group: TomlTable, slug: string, pyproject: TomlFile): Generator<Finding> {
  const other = [...group.entries.values()].find(({ value }) => textOf(value) === undefined);
  if (other !== undefined) {
    const message = `pyproject.toml ${TABLE} must map plugin names to strings`;
    yield { file: pyproject.file, span: other.value.span, message };
    return;
  }
  const point = textOf(entryOf(group, slug)?.value);
  if (point !== undefined && point !== "") return;
  const message = `pyproject.toml must define entry point ${pythonString(slug)} in ${TABLE}`;
  yield { ...placeOf(pyproject, ...entryPointKeys(slug)), message };
}
