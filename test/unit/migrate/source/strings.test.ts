import { describe, expect, it } from "vitest";
import { migrate } from "./helpers.ts";

const OLD = "mcpgateway.plugins.framework";

describe("an old path in a string is edited", () => {
  it.each([
    [`patch("${OLD}.manager.X")`, 'patch("cpex.framework.manager.X")'],
    [`mock.patch('${OLD}.get_plugin_manager')`, "mock.patch('mcpgateway.plugins.get_plugin_manager')"],
    [`@patch(target="${OLD}.x")\ndef f(): pass`, '@patch(target="cpex.framework.x")\ndef f(): pass'],
    [`@mock.patch("${OLD}.x", 1)\ndef f(): pass`, '@mock.patch("cpex.framework.x", 1)\ndef f(): pass'],
    [`mp.setattr("${OLD}.settings.s", 1)`, 'mp.setattr("cpex.framework.settings.s", 1)'],
    [`importlib.import_module(r"${OLD}")`, 'importlib.import_module(r"cpex.framework")'],
    [`__import__("${OLD}", fromlist=["x"])`, '__import__("cpex.framework", fromlist=["x"])'],
    [`sys.modules["${OLD}"] = None`, 'sys.modules["cpex.framework"] = None'],
    [`sys.modules.pop("${OLD}", None)`, 'sys.modules.pop("cpex.framework", None)'],
    [`patch.dict(sys.modules, {"${OLD}": None})`, 'patch.dict(sys.modules, {"cpex.framework": None})'],
    [`logging.getLogger("""${OLD}""")`, 'logging.getLogger("""cpex.framework""")'],
    [`PluginConfig(kind="${OLD}.x.Y")`, 'PluginConfig(kind="cpex.framework.x.Y")'],
  ])("in %j", (before, after) => expect(migrate(3, `${before}\n`)).toEqual({ text: `${after}\n`, findings: [] }));
});

describe("an old path in a string is reported", () => {
  it.each([
    [`x = "${OLD}.manager"`],
    [`f"{x} ${OLD}"`],
    [`run("import ${OLD}")`],
    [`patch("${OLD}" ".manager.X")`],
    [`__import__("${OLD}")`],
    [`names.get("${OLD}")`],
    [`patch("${OLD}\\n")`],
  ])("in %j", (text) => {
    const { findings, text: after } = migrate(3, `x = ${text}\n`);
    expect(after).toContain(OLD);
    expect(findings).toEqual([[expect.stringContaining(OLD), expect.stringContaining("see what reads it")]]);
  });
});

it("An old path in a comment or a docstring is for the phase of documentation", () => {
  const text = `"""${OLD}"""\n# ${OLD}\n`;
  expect(migrate(3, text)).toEqual({ text, findings: [] });
  expect(migrate(6, text)).toEqual({ text: '"""cpex.framework"""\n# cpex.framework\n', findings: [] });
});
