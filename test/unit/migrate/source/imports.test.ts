import { describe, expect, it } from "vitest";
import { migrate } from "./helpers.ts";

describe("imports", () => {
  it.each([
    ["a name", "from mcpgateway.plugins.framework import Plugin", "from cpex.framework import Plugin"],
    [
      "a submodule",
      "from mcpgateway.plugins.framework.models import X as Y",
      "from cpex.framework.models import X as Y",
    ],
    ["tools", "from mcpgateway.plugins.tools.cli import main", "from cpex.tools.cli import main"],
    ["a star", "from mcpgateway.plugins.framework import *", "from cpex.framework import *"],
    ["a module by name", "from mcpgateway.plugins import framework as fw", "from cpex import framework as fw"],
    ["a plain import", "import mcpgateway.plugins.framework.models as m, os", "import cpex.framework.models as m, os"],
    [
      "one that stays with the gateway",
      "from mcpgateway.plugins.framework import get_plugin_manager",
      "from mcpgateway.plugins import get_plugin_manager",
    ],
    [
      "a mix",
      "from mcpgateway.plugins.framework import a, get_plugin_manager, b",
      "from cpex.framework import a, b\nfrom mcpgateway.plugins import get_plugin_manager",
    ],
    [
      "a mix in parentheses with a comma at the end",
      "from mcpgateway.plugins.framework import (a, get_plugin_manager,)\n",
      "from cpex.framework import (a,)\nfrom mcpgateway.plugins import get_plugin_manager\n",
    ],
    [
      "several of the gateway's at the end",
      "from mcpgateway.plugins.framework import a, get_plugin_manager as g, enable_plugins\n",
      "from cpex.framework import a\nfrom mcpgateway.plugins import get_plugin_manager as g, enable_plugins\n",
    ],
    [
      "a mix over lines without a comma at the end",
      "from mcpgateway.plugins.framework import (\n    a,\n    get_plugin_manager  # why\n)  # noqa: F401\n",
      "from cpex.framework import (\n    a,\n)  # noqa: F401\nfrom mcpgateway.plugins import get_plugin_manager  # why\n",
    ],
    [
      "a mix with several names a line",
      "from mcpgateway.plugins.framework import (a, get_plugin_manager,\n    b, c)\n",
      "from cpex.framework import (a,\n    b, c)\nfrom mcpgateway.plugins import get_plugin_manager\n",
    ],
    [
      "a mix after backslashes",
      "from mcpgateway.plugins.framework import a, \\\n    get_plugin_manager, \\\n    b\n",
      "from cpex.framework import a, \\\n    b\nfrom mcpgateway.plugins import get_plugin_manager\n",
    ],
    [
      "a mix on a line with other statements",
      "if x: from mcpgateway.plugins.framework import a, get_plugin_manager; y()\n",
      "if x: from cpex.framework import a; from mcpgateway.plugins import get_plugin_manager; y()\n",
    ],
    [
      "the factory",
      "from mcpgateway.plugins.framework.manager import PluginManager, TenantPluginManagerFactory\n",
      "from cpex.framework.manager import PluginManager\n" +
        "from mcpgateway.plugins.gateway_plugin_manager import TenantPluginManagerFactory\n",
    ],
    [
      "what looks alike",
      "from mcpgateway.plugins.frameworks import a\n",
      "from mcpgateway.plugins.frameworks import a\n",
    ],
  ])("of %s", (_, before, after) => expect(migrate(3, before)).toEqual({ text: after, findings: [] }));

  it.each([
    ["mcpgateway.plugins", "from .framework import X\n", "from cpex.framework import X\n"],
    ["mcpgateway.services", "from ..plugins.framework.models import X\n", "from cpex.framework.models import X\n"],
    ["mcpgateway.plugins", "from . import framework\n", "from cpex import framework\n"],
    ["elsewhere.plugins", "from .framework import X\n", "from .framework import X\n"],
    [undefined, "from .framework import X\n", "from .framework import X\n"],
    ["mcpgateway", "from ...framework import X\n", "from ...framework import X\n"],
  ])("that are relative, in the package %s: %j", (package_, before, after) => {
    expect(migrate(3, before, { package: package_ })).toEqual({ text: after, findings: [] });
  });

  it("of tests are for a phase of their own", () => {
    const text = "from mcpgateway.plugins.framework import X\n";
    expect(migrate(3, text, { test: true }).text).toBe(text);
    expect(migrate(4, text, { test: true }).text).toBe("from cpex.framework import X\n");
    expect(migrate(4, text).text).toBe(text);
  });

  it("that are broken are left alone", () => {
    const text = "from mcpgateway.plugins.framework import (a,\nx = 1\n";
    expect(migrate(3, text).text).toBe(text);
  });

  it("with a star bring the gateway's names on a line of their own, where they are used", () => {
    const text =
      "from mcpgateway.plugins.framework import *  # noqa: F403\nget_plugin_manager(enable_plugins)\nPlugin\n";
    expect(migrate(3, text)).toEqual({
      text:
        "from cpex.framework import *  # noqa: F403\n" +
        "from mcpgateway.plugins import enable_plugins, get_plugin_manager  # noqa: F403\n" +
        "get_plugin_manager(enable_plugins)\nPlugin\n",
      findings: [],
    });
  });
});

describe("attributes of modules", () => {
  const plain = "import mcpgateway.plugins.framework\n";
  const alias = "import mcpgateway.plugins.framework as fw\n";

  it.each([
    ["what moved", `${plain}mcpgateway.plugins.framework.Plugin\n`, "import cpex.framework\ncpex.framework.Plugin\n"],
    [
      "what stays",
      `${plain}mcpgateway.plugins.framework.get_plugin_manager()\n`,
      "import mcpgateway.plugins\nmcpgateway.plugins.get_plugin_manager()\n",
    ],
    [
      "other things of the gateway",
      `${plain}mcpgateway.config.x, mcpgateway.plugins.framework.Plugin\n`,
      "import cpex.framework, mcpgateway.plugins\nmcpgateway.config.x, cpex.framework.Plugin\n",
    ],
    [
      "other things of the gateway that have their own import",
      `import mcpgateway.config\n${plain}mcpgateway.config.x, mcpgateway.plugins.framework.Plugin\n`,
      "import mcpgateway.config\nimport cpex.framework\nmcpgateway.config.x, cpex.framework.Plugin\n",
    ],
    ["what moved, by an alias", `${alias}fw.Plugin\n`, "import cpex.framework as fw\nfw.Plugin\n"],
    [
      "what stays, by an alias",
      `${alias}fw.enable_plugins()\n`,
      "import mcpgateway.plugins as fw\nfw.enable_plugins()\n",
    ],
    [
      "both, by an alias",
      `${alias}fw.Plugin, fw.enable_plugins()\n`,
      "import cpex.framework as fw, mcpgateway.plugins\nfw.Plugin, mcpgateway.plugins.enable_plugins()\n",
    ],
    [
      "both, by an alias and a string",
      `${alias}fw.Plugin\nmonkeypatch.setattr(fw, "get_plugin_manager", None)\n`,
      "import cpex.framework as fw, mcpgateway.plugins\nfw.Plugin\n" +
        'monkeypatch.setattr(mcpgateway.plugins, "get_plugin_manager", None)\n',
    ],
  ])("reach %s", (_, before, after) => expect(migrate(3, before)).toEqual({ text: after, findings: [] }));

  it.each([
    ["from mcpgateway.plugins import framework\nframework.get_plugin_manager()\n", "framework.get_plugin_manager"],
    [`mcpgateway = 1\n${alias}fw.Plugin, fw.enable_plugins()\n`, "fw.enable_plugins"],
    ["from mcpgateway import plugins\nplugins.framework.Plugin\n", "plugins.framework.Plugin"],
    ["import mcpgateway.plugins as p\np.framework.Plugin\n", "p.framework.Plugin"],
  ])("are for a person, and the import stays, in %j", (text, about) => {
    expect(migrate(3, text)).toEqual({ text, findings: [[about, expect.stringContaining("import it by its name")]] });
  });
});
