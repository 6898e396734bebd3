import { describe, expect, it } from "vitest";
import { migrate } from "./helpers.ts";

const IMPORT = "from cpex.framework import PluginConfig, PluginMode\n";
const WITH_ON_ERROR = "from cpex.framework import PluginConfig, PluginMode, OnError\n";

describe("a mode of the old framework is renamed", () => {
  it.each([
    ["PluginMode.ENFORCE", "PluginMode.SEQUENTIAL"],
    ["PluginMode.PERMISSIVE.value", "PluginMode.TRANSFORM.value"],
    ['PluginMode("enforce")', 'PluginMode("sequential")'],
    ["PluginMode['PERMISSIVE']", "PluginMode['TRANSFORM']"],
    ['getattr(PluginMode, "ENFORCE")', 'getattr(PluginMode, "SEQUENTIAL")'],
    ['PluginConfig(name="a", mode="permissive")', 'PluginConfig(name="a", mode="transform")'],
    ['f"{PluginMode.ENFORCE!r}"', 'f"{PluginMode.SEQUENTIAL!r}"'],
    ["[m for m in x if m is PluginMode.ENFORCE]", "[m for m in x if m is PluginMode.SEQUENTIAL]"],
    ["Mode = PluginMode\nMode.ENFORCE", "Mode = PluginMode\nMode.SEQUENTIAL"],
    [
      "match m:\n    case PluginMode.ENFORCE | PluginMode.PERMISSIVE:\n        pass",
      "match m:\n    case PluginMode.SEQUENTIAL | PluginMode.TRANSFORM:\n        pass",
    ],
    ["def f(mode: PluginMode = PluginMode.ENFORCE): pass", "def f(mode: PluginMode = PluginMode.SEQUENTIAL): pass"],
    ["PluginMode.DISABLED, PluginMode.SEQUENTIAL", "PluginMode.DISABLED, PluginMode.SEQUENTIAL"],
  ])("%j", (before, after) => {
    expect(migrate(2, `${IMPORT}${before}\n`)).toEqual({ text: `${IMPORT}${after}\n`, findings: [] });
  });

  it.each([
    ["from mcpgateway.plugins.framework.models import PluginMode as PM\nPM.ENFORCE\n", "PM.SEQUENTIAL"],
    ["import mcpgateway.plugins.framework as fw\nfw.PluginMode.ENFORCE\n", "fw.PluginMode.SEQUENTIAL"],
    ["import cpex.framework\ncpex.framework.PluginMode.ENFORCE\n", "cpex.framework.PluginMode.SEQUENTIAL"],
    ["from mcpgateway.plugins.framework import *\nPluginMode.ENFORCE\n", "PluginMode.SEQUENTIAL"],
    [
      "try:\n    from cpex.framework import PluginMode\nexcept ImportError:\n" +
        "    from mcpgateway.plugins.framework import PluginMode\nPluginMode.ENFORCE\n",
      "PluginMode.SEQUENTIAL",
    ],
  ])("however PluginMode is imported: %j", (text, after) => {
    expect(migrate(2, text).text.trimEnd().split("\n").at(-1)).toBe(after);
  });

  it("whatever the line breaks are", () => {
    expect(migrate(2, `${IMPORT}x = PluginMode \\\r\n    .ENFORCE\r\n`).text).toContain(
      "PluginMode \\\r\n    .SEQUENTIAL\r\n",
    );
  });
});

describe("ENFORCE_IGNORE_ERROR of a config becomes SEQUENTIAL with on_error", () => {
  it.each([
    [
      "on one line",
      "PluginConfig(mode=PluginMode.ENFORCE_IGNORE_ERROR, priority=1)\n",
      "PluginConfig(mode=PluginMode.SEQUENTIAL, on_error=OnError.IGNORE, priority=1)\n",
    ],
    [
      "on lines of their own",
      "PluginConfig(\n    mode=PluginMode.ENFORCE_IGNORE_ERROR,  # for now\n    priority=1,\n)\n",
      "PluginConfig(\n    mode=PluginMode.SEQUENTIAL,  # for now\n    on_error=OnError.IGNORE,\n    priority=1,\n)\n",
    ],
    [
      "as the last of its lines",
      "PluginConfig(\n    priority=1,\n    mode=PluginMode.ENFORCE_IGNORE_ERROR  # for now\n)\n",
      "PluginConfig(\n    priority=1,\n    mode=PluginMode.SEQUENTIAL,  # for now\n    on_error=OnError.IGNORE\n)\n",
    ],
    [
      "by its value",
      'PluginConfig(mode=PluginMode("enforce_ignore_error"))\n',
      'PluginConfig(mode=PluginMode("sequential"), on_error=OnError.IGNORE)\n',
    ],
  ])("%s", (_, before, after) => {
    expect(migrate(2, IMPORT + before)).toEqual({ text: WITH_ON_ERROR + after, findings: [] });
  });

  it.each([
    [
      "as a string",
      "PluginConfig(mode='enforce_ignore_error')\n",
      "PluginConfig(mode='sequential', on_error='ignore')\n",
    ],
    [
      "with an on_error of its own, which wins",
      'PluginConfig(mode=PluginMode.ENFORCE_IGNORE_ERROR, on_error="fail")\n',
      'PluginConfig(mode=PluginMode.SEQUENTIAL, on_error="fail")\n',
    ],
  ])("%s, without an import", (_, before, after) => {
    expect(migrate(2, IMPORT + before)).toEqual({ text: IMPORT + after, findings: [] });
  });

  const config = "PluginConfig(mode=PluginMode.ENFORCE_IGNORE_ERROR)\n";
  const migrated = (name: string): string => `PluginConfig(mode=PluginMode.SEQUENTIAL, on_error=${name}.IGNORE)\n`;

  it.each([
    [
      "where OnError is imported already",
      `from cpex.framework import OnError as OE, PluginConfig, PluginMode\n${config}`,
      `from cpex.framework import OnError as OE, PluginConfig, PluginMode\n${migrated("OE")}`,
    ],
    [
      "in a list on lines of its own",
      `from cpex.framework import (\n    PluginConfig,\n    PluginMode,\n)\n${config}`,
      `from cpex.framework import (\n    PluginConfig,\n    PluginMode,\n    OnError,\n)\n${migrated("OnError")}`,
    ],
    [
      "through a module",
      "import cpex.framework as fw\nfw.PluginConfig(mode=fw.PluginMode.ENFORCE_IGNORE_ERROR)\n",
      "import cpex.framework as fw\nfw.PluginConfig(mode=fw.PluginMode.SEQUENTIAL, on_error=fw.OnError.IGNORE)\n",
    ],
    [
      "in both branches of a fallback",
      `try:\n    ${IMPORT}except ImportError:\n    from mcpgateway.plugins.framework import PluginConfig, PluginMode\n${config}`,
      `try:\n    ${WITH_ON_ERROR}except ImportError:\n    from mcpgateway.plugins.framework import PluginConfig, PluginMode, OnError\n${migrated("OnError")}`,
    ],
    ["with a star", `from cpex.framework import *\n${config}`, `from cpex.framework import *\n${migrated("OnError")}`],
  ])("with OnError %s", (_, before, after) => expect(migrate(2, before)).toEqual({ text: after, findings: [] }));
});

describe("a mode is left for a person", () => {
  it.each([
    [
      "with arguments from a mapping",
      "PluginConfig(mode=PluginMode.ENFORCE_IGNORE_ERROR, **more)",
      "PluginMode.ENFORCE_IGNORE_ERROR",
    ],
    ["outside of a config", "x.mode == PluginMode.ENFORCE_IGNORE_ERROR", "PluginMode.ENFORCE_IGNORE_ERROR"],
    ["compared as a string", 'x.mode == "enforce"', '"enforce"'],
    ["compared from the other side", '"permissive" != x.mode.value', '"permissive"'],
    ["among several", 'x.mode in ("enforce", PluginMode.DISABLED)', '"enforce"'],
    ["in a mapping", '{"kind": "a.B", "mode": "permissive"}', '"permissive"'],
  ])("%s", (_, text, about) => {
    const whole = `${IMPORT}${text}\n`;
    expect(migrate(2, whole)).toEqual({ text: whole, findings: [[about, expect.any(String)]] });
  });

  it("when OnError is something else in the file", () => {
    const text = `${IMPORT}class OnError: pass\nPluginConfig(mode=PluginMode.ENFORCE_IGNORE_ERROR)\n`;
    expect(migrate(2, text)).toMatchObject({
      text,
      findings: [["PluginMode.ENFORCE_IGNORE_ERROR", expect.any(String)]],
    });
  });

  it("when PluginMode comes from somewhere else", () => {
    const text = "from tests.helpers import PluginMode\nPluginMode.ENFORCE\n";
    expect(migrate(2, text)).toEqual({
      text,
      findings: [["PluginMode.ENFORCE", expect.stringContaining("it comes from tests.helpers.PluginMode")]],
    });
  });
});

describe("a mode is none of ours", () => {
  it.each([
    "class PluginMode:\n    ENFORCE = 1\nPluginMode.ENFORCE\n",
    `${IMPORT}Other.ENFORCE, mode == "x", f(mode="enforce"), {"mode": "enforce"}\n`,
    `${IMPORT}# PluginMode.ENFORCE\ntext = "PluginMode.ENFORCE"\n`,
    'x.mode == "enforce"  # PluginMode of nobody\n',
  ])("in %j", (text) => expect(migrate(2, text)).toEqual({ text, findings: [] }));
});
