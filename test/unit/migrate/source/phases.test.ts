import { describe, expect, it } from "vitest";
import { checkGate } from "../../../../src/migrate/source/gate.ts";
import { migrateTree } from "../../../../src/migrate/source/migrate.ts";
import { EDITING_PHASES } from "../../../../src/migrate/source/phases.ts";
import { planPhases } from "../../../../src/migrate/source/plan.ts";
import { migrate, sourceFile } from "./helpers.ts";

describe("the dependency on cpex", () => {
  const project = (text: string) => migrate(1, text, { kind: "project", needsCpex: true });

  it.each([
    ["an empty list", "[project]\ndependencies = []\n", '[project]\ndependencies = ["cpex>=0.1.0"]\n'],
    ["a line", "[project]\ndependencies = ['a[x]', 'b']\n", "[project]\ndependencies = ['a[x]', 'b', 'cpex>=0.1.0']\n"],
    [
      "lines with comments",
      '[project]\ndependencies = [\n  "a",\n  "b", # ]\n]\n[tool.x]\n',
      '[project]\ndependencies = [\n  "a",\n  "b",\n  "cpex>=0.1.0", # ]\n]\n[tool.x]\n',
    ],
    [
      "CRLF",
      '[project]\r\ndependencies = [\r\n\t"a"\r\n]\r\n',
      '[project]\r\ndependencies = [\r\n\t"a",\r\n\t"cpex>=0.1.0"\r\n]\r\n',
    ],
    [
      "another package of that family",
      '[project]\ndependencies = ["cpex-pii-filter"]\n',
      '[project]\ndependencies = ["cpex-pii-filter", "cpex>=0.1.0"]\n',
    ],
  ])("is added to %s", (_, before, after) => expect(project(before)).toEqual({ text: after, findings: [] }));

  it.each(['[project]\ndependencies = ["cpex[cli] >= 0.1"]\n', "[tool.poetry.dependencies]\ncpex = '^0.1'\n"])(
    "is there in %j",
    (text) => expect(project(text)).toEqual({ text, findings: [] }),
  );

  it("is for a person where there is no list to add it to", () => {
    expect(project("[tool.poetry]\nname = 'x'\n").findings).toHaveLength(1);
    expect(project("[project]\nname = 'x'\n[other]\ndependencies = []\n").findings).toHaveLength(1);
  });

  it.each([
    ["a\n", "a\ncpex>=0.1.0\n"],
    ["a", "a\ncpex>=0.1.0\n"],
    ["cpex==0.1.4\n", "cpex==0.1.4\n"],
    ["cpex-x\n", "cpex-x\ncpex>=0.1.0\n"],
  ])("is added to the requirements %j", (before, after) => {
    expect(migrate(1, before, { kind: "requirements", needsCpex: true }).text).toBe(after);
  });

  it("is nothing to a project that does not use the framework", () => {
    expect(migrate(1, "[project]\n", { kind: "project" })).toEqual({ text: "[project]\n", findings: [] });
  });
});

const framework = { kind: "framework", module: "mcpgateway.plugins.framework.models" } as const;
const SHIM = '"""Passes on cpex.framework.models."""\n\nfrom cpex.framework.models import *  # noqa: F401,F403\n';

describe("a module of the old framework", () => {
  it("becomes a shim", () => {
    expect(migrate(1, "class PluginMode: pass\n", framework)).toEqual({ text: SHIM, findings: [] });
  });

  it.each([SHIM, "", "# nothing\n", "from __future__ import annotations\nimport cpex.framework\n__all__ = ['x']\n"])(
    "is a shim already: %j",
    (text) => expect(migrate(1, text, framework)).toEqual({ text, findings: [] }),
  );

  it.each(["from .other import x\n", "print('x')\n", "x = 1\n", "from cpex.framework import a\nimport os\n"])(
    "is no shim: %j",
    (text) => expect(migrate(5, text, framework).findings).toHaveLength(1),
  );

  it("keeps get_plugin_manager until a person has moved it", () => {
    const text = "def get_plugin_manager():\n    return None\n";
    expect(migrate(1, text, framework)).toEqual({
      text,
      findings: [["get_plugin_manager", expect.stringContaining("move it to mcpgateway/plugins/__init__.py")]],
    });
  });
});

describe("a tree", () => {
  const shim = sourceFile(SHIM, { ...framework, file: "old.py" });
  const user = sourceFile("from mcpgateway.plugins.framework import Plugin\n", { file: "b.py" });
  const stuck = sourceFile('x = "mcpgateway.plugins.framework"\n', { file: "c.py" });

  it("loses its shims when nothing needs them any more", () => {
    const [first, second] = migrateTree([shim, user], EDITING_PHASES);
    expect(first).toMatchObject({ after: undefined, findings: [], edits: [{ phase: 5 }] });
    expect(second).toMatchObject({ after: "from cpex.framework import Plugin\n" });
  });

  it("keeps them while something does, and says so once", () => {
    const outcomes = migrateTree([shim, { ...shim, file: "older.py" }, stuck], EDITING_PHASES);
    expect(outcomes.map(({ after }) => after)).toEqual([SHIM, SHIM, stuck.text]);
    expect(outcomes.map(({ findings }) => findings.map(({ message }) => message))).toEqual([
      ["the shims stay: one place still needs the old modules"],
      [],
      [expect.stringContaining("a string names")],
    ]);
  });

  it("keeps them in their own phase when the imports are still old", () => {
    expect(migrateTree([shim, user], [5])[0]).toMatchObject({ after: SHIM, findings: [{ phase: 5 }] });
  });

  it("has places of the file as it was, whatever earlier phases did", () => {
    const text = [
      "from mcpgateway.plugins.framework import PluginConfig, PluginMode, get_plugin_manager",
      "PluginConfig(mode=PluginMode.ENFORCE_IGNORE_ERROR)",
      'x = "mcpgateway.plugins.framework"',
      "# PluginMode.ENFORCE_IGNORE_ERROR",
      "",
    ].join("\n");
    const [outcome] = migrateTree([sourceFile(text)], EDITING_PHASES);
    expect(outcome?.findings.map(({ phase, start, end }) => [phase, text.slice(start.offset, end.offset)])).toEqual([
      [3, '"mcpgateway.plugins.framework"'],
      [6, "PluginMode.ENFORCE_IGNORE_ERROR"],
    ]);
    expect(outcome?.findings.map(({ start }) => [start.line, start.column])).toEqual([
      [3, 5],
      [4, 3],
    ]);
  });

  it("has a plan with the work of each phase", () => {
    const counts = planPhases(migrateTree([shim, user, stuck], EDITING_PHASES)).map(
      ({ phase, edits, files, findings }) => [phase.number, edits, files, findings],
    );
    expect(counts).toEqual([
      [1, 0, 0, 0],
      [2, 0, 0, 0],
      [3, 1, 1, 1],
      [4, 0, 0, 0],
      [5, 0, 0, 1],
      [6, 0, 0, 0],
    ]);
  });

  it.each([
    [3, user, 1],
    [4, user, 0],
    [5, shim, 1],
    [5, sourceFile("kind: mcpgateway.plugins.framework.X\n", { kind: "other" }), 1],
    [5, sourceFile("kind: plugins.deny.Deny\n", { kind: "other" }), 0],
    [6, sourceFile("`mcpgateway.plugins.tools`\n", { kind: "docs", file: "docs/a.md" }), 1],
    [6, sourceFile("`mcpgateway.plugins.tools`\n", { kind: "docs", file: "docs/migration-guide.md" }), 0],
    [6, sourceFile("`mcpgateway.plugins.tools`\n", { kind: "docs", file: "docs/adr/016.md" }), 0],
  ] as const)("at gate %d with %o has as many hits: %d", (gate, file, hits) => {
    const result = checkGate(gate, [file]);
    expect({ passed: result.passed, hits: result.hits.length }).toEqual({ passed: hits === 0, hits });
  });
});

describe("documentation", () => {
  const prose = (text: string) => migrate(6, text, { kind: "docs", file: "docs/a.md" });

  it.each([
    ["`mcpgateway.plugins.framework.models`", "`cpex.framework.models`"],
    [
      "from mcpgateway.plugins.framework import (\n  A,\n  B as C,\n)",
      "from cpex.framework import (\n  A,\n  B as C,\n)",
    ],
    [
      "from mcpgateway.plugins.framework import get_plugin_manager",
      "from mcpgateway.plugins import get_plugin_manager",
    ],
    ["from mcpgateway.plugins.framework import ...", "from cpex.framework import ..."],
    ["from mcpgateway.plugins import framework", "from cpex import framework"],
    ["`PluginMode.ENFORCE`, `PluginMode.PERMISSIVE`", "`PluginMode.SEQUENTIAL`, `PluginMode.TRANSFORM`"],
    [
      "to enforce; mode: enforce; tests/mcpgateway/plugins/framework/x",
      "to enforce; mode: enforce; tests/mcpgateway/plugins/framework/x",
    ],
  ])("%j says %j", (before, after) => expect(prose(before)).toEqual({ text: after, findings: [] }));

  it.each([
    ["from mcpgateway.plugins.framework import A, get_plugin_manager", "mcpgateway.plugins.framework"],
    ["PluginMode.ENFORCE_IGNORE_ERROR", "PluginMode.ENFORCE_IGNORE_ERROR"],
    ["./mcpgateway/plugins/framework/models.py", "./mcpgateway/plugins/framework"],
  ])("%j is for a person", (text, about) => {
    expect(prose(text)).toEqual({ text, findings: [[about, expect.any(String)]] });
  });
});
