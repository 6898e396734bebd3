import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyEdits, invertEdits } from "../../../../src/migrate/source/edit.ts";
import { migrateTree } from "../../../../src/migrate/source/migrate.ts";
import { EDITING_PHASES } from "../../../../src/migrate/source/phases.ts";
import { countErrors, parsePython } from "../../../../src/migrate/source/python/parse.ts";
import { sourceFile } from "./helpers.ts";

const name = fc.constantFrom("Plugin", "PluginMode", "PluginConfig", "get_plugin_manager", "enable_plugins", "OnError");
const alias = fc.constantFrom("", " as x", " as PM");
const names = fc.array(
  fc.tuple(name, alias).map(([one, as]) => one + as),
  { minLength: 1, maxLength: 4 },
);
const origin = fc.constantFrom(
  "mcpgateway.plugins.framework",
  "mcpgateway.plugins.framework.models",
  "mcpgateway.plugins",
  ".framework",
  "cpex.framework",
  "elsewhere",
);
const comment = fc.constantFrom("", "  # noqa: F401", "  # PluginMode.ENFORCE");
const fromImport = fc
  .tuple(origin, names, fc.constantFrom(", ", ",\n    ", ", \\\n    "), fc.boolean(), comment)
  .map(([from, list, separator, bare, tail]) => {
    const parens = !bare || separator.startsWith(",\n");
    return `from ${from} import ${parens ? `(\n    ${list.join(separator)},\n)` : list.join(separator.replace("\n    ", "\n "))}${tail}`;
  });
const plain = fc.constantFrom(
  "import mcpgateway.plugins.framework",
  "import mcpgateway.plugins.framework as fw, os",
  "import mcpgateway.config",
  "from mcpgateway.plugins.framework import *",
);
const use = fc.constantFrom(
  "PluginMode.ENFORCE",
  "PM.PERMISSIVE",
  "fw.PluginMode.ENFORCE",
  "fw.get_plugin_manager()",
  "get_plugin_manager()",
  "mcpgateway.plugins.framework.Plugin",
  "mcpgateway.plugins.framework.get_plugin_manager()",
  "mcpgateway.config.x",
  "PluginConfig(mode=PluginMode.ENFORCE_IGNORE_ERROR)",
  'PluginConfig(\n    name="é",\n    mode=PluginMode.ENFORCE_IGNORE_ERROR,\n)',
  'patch("mcpgateway.plugins.framework.x")',
  "'''mcpgateway.plugins.framework PluginMode.ENFORCE'''",
  "f'{PluginMode.ENFORCE}'",
  "with (a as b, c):\n    pass",
  "def broken(:",
  "x = [1, 2",
);
const program = fc.array(fc.oneof(fromImport, plain, use), { maxLength: 8 }).chain((lines) =>
  fc.tuple(fc.constantFrom("\n", "\r\n"), fc.boolean(), fc.boolean()).map(([eol, indented, cut]) => {
    const body = lines.map((line) => (indented ? line.replaceAll(/^/gm, "    ") : line));
    const text = `${[...(indented ? ["def f():"] : []), ...body].join("\n")}\n`.replaceAll("\n", eol);
    return cut ? text.trimEnd() : text;
  }),
);

describe("any program", () => {
  it("has no new syntax errors, nothing left to edit, and a way back", () => {
    fc.assert(
      fc.property(program, fc.constantFrom(undefined, "mcpgateway.plugins"), (text, package_) => {
        const file = sourceFile(text, { package: package_ });
        const [outcome] = migrateTree([file], EDITING_PHASES);
        const after = outcome?.after ?? "";
        expect(outcome?.unproved).toBeUndefined();
        expect(countErrors(parsePython(after))).toBeLessThanOrEqual(countErrors(parsePython(text)));
        expect(migrateTree([{ ...file, text: after }], EDITING_PHASES)[0]?.edits).toEqual([]);
        const back = outcome?.steps.reduceRight(
          (now, { before, edits }) => applyEdits(now, invertEdits(before, edits)),
          after,
        );
        expect(back).toBe(text);
      }),
      { numRuns: 300 },
    );
  });
});
