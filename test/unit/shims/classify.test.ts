import { describe, expect, it } from "vitest";
import { classifyModule } from "../../../src/shims/classify.ts";

/** What the lines of a module are for: `part unit lines`, sorted. */
function partsOf(text: string): readonly string[] {
  return classifyModule(text)
    .map(({ part, unit, lines }) => `${part} ${unit} ${lines}`)
    .sort();
}

const HEAD = `from cpex.framework import Plugin, PluginViolation
from cpex_demo.demo_rust import DemoCore
`;

/** A plugin with one hook of this body; the head is five lines of framework, without those of the body. */
function hook(...body: readonly string[]): string {
  return `${HEAD}
class Demo(Plugin):
    def __init__(self, config) -> None:
        self._core = DemoCore(config.config or {})

    async def tool_pre_invoke(self, payload, context, extensions=None):
${body.map((line) => `        ${line}\n`).join("")}`;
}

function hookParts(...body: readonly string[]): readonly string[] {
  return partsOf(hook(...body)).filter((part) => part.includes("Demo.tool_pre_invoke"));
}

describe("a shim that only forwards", () => {
  const text = `# SPDX-License-Identifier: Apache-2.0
"""A docstring
of two lines."""

from __future__ import annotations

from cpex.framework import Plugin
from cpex_demo.demo_rust import (
    DemoCore,
    scan,
)


class Demo(Plugin):
    """Forwards."""

    def __init__(self, config) -> None:
        super().__init__(config)
        self._core = DemoCore(config.config or {})

    async def initialize(self) -> None:
        """Nothing to do."""

    async def tool_pre_invoke(self, payload, context, extensions=None):
        # The core decides.
        return self._core.tool_pre_invoke(payload, context, extensions)


__all__ = ["Demo", "scan"]
`;

  it("is framework from its first line to its last, without blanks, comments and docstrings", () => {
    expect(partsOf(text)).toEqual([
      "framework Demo 1",
      "framework Demo.__init__ 3",
      "framework Demo.initialize 1",
      "framework Demo.tool_pre_invoke 2",
      "framework module 7",
    ]);
  });

  it("stays framework when it hands names on lazily", () => {
    const lazy = `def __getattr__(name: str):
    if name == "Demo":
        from cpex_demo.demo import Demo

        return Demo
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
`;
    expect(partsOf(lazy)).toEqual(["framework __getattr__ 5"]);
  });

  it("stays framework when it awaits what the core returns", () => {
    expect(
      hookParts(
        "result = self._core.tool_pre_invoke(payload, context)",
        'if hasattr(result, "__await__"):',
        "    return await result",
        "return result",
      ),
    ).toEqual(["framework Demo.tool_pre_invoke 5"]);
  });
});

describe("a line of a hook", () => {
  it.each([
    ["a violation", "return Result(violation=PluginViolation(code='X'))", "decisions"],
    ["a stop", "return Result(continue_processing=False)", "decisions"],
    ["a changed payload", "return Result(modified_payload=payload)", "decisions"],
    ["a choice of its own", "payload.name = payload.name.lower()", "decisions"],
    ["metadata", "return Result(metadata={'demo': 1})", "metrics"],
    ["a trace id", "trace = extensions.request.trace_id", "metrics"],
    ["a log line", "logger.warning('found %s', payload.name)", "logging"],
    ["a log line of its own", "self._log_detection(payload)", "logging"],
  ])("that is %s", (_, line, part) => {
    expect(hookParts(line)).toEqual([`${part} Demo.tool_pre_invoke 1`, "framework Demo.tool_pre_invoke 1"].sort());
  });

  it("is fallback in a handler, whatever it builds, but for log lines", () => {
    expect(
      hookParts(
        "try:",
        "    return self._core.tool_pre_invoke(payload, context)",
        "except Exception as error:",
        "    logger.warning('failed: %s', error)",
        "    return Result(",
        "        violation=PluginViolation(code='X'),",
        "    )",
      ),
    ).toEqual([
      "fallback Demo.tool_pre_invoke 4",
      "framework Demo.tool_pre_invoke 3",
      "logging Demo.tool_pre_invoke 1",
    ]);
  });

  it("counts with its own part in every branch of a condition", () => {
    expect(
      hookParts(
        "if payload.args:",
        "    return self._core.tool_pre_invoke(payload, context)",
        "elif context.metadata:",
        "    logger.info('nothing')",
        "else:",
        "    return Result(continue_processing=False)",
      ),
    ).toEqual([
      "decisions Demo.tool_pre_invoke 3",
      "framework Demo.tool_pre_invoke 2",
      "logging Demo.tool_pre_invoke 1",
      "metrics Demo.tool_pre_invoke 1",
    ]);
  });
});

describe("a piece of a shim", () => {
  it.each([
    ["a model", "class DemoConfig(BaseModel):\n    limit: int = 1\n", ["config DemoConfig 2"]],
    ["a decorated class", "@dataclass\nclass DemoConfig:\n    limit: int = 1\n", ["config DemoConfig 3"]],
    ["a parser", "def _parse_rate(rate):\n    return int(rate)\n", ["config _parse_rate 2"]],
    ["a function on metrics", "def _build_metrics(x):\n    return {'n': x}\n", ["metrics _build_metrics 2"]],
    ["a function that denies", "def deny(x):\n    return PluginViolation(code=x)\n", ["decisions deny 2"]],
    ["another function", "def _prefix(x):\n    return 'args.' + x\n", ["helpers _prefix 2"]],
    ["another class", "class State:\n    count = 0\n", ["helpers State 2"]],
    ["a constant", "LIMIT = {\n    'a': 1,\n}\n", ["helpers module 3"]],
    ["a logger", "import logging\nlogger = logging.getLogger(__name__)\n", ["logging module 2"]],
    ["pydantic", "from pydantic import BaseModel\n", ["config module 1"]],
    ["types", "from typing import Any\nif TYPE_CHECKING:\n    import re\n", ["framework module 3"]],
    ["another import", "import re\n", ["helpers module 1"]],
    ["nothing", "# only a comment\n", []],
  ])("that is %s", (_, text, expected) => {
    expect(partsOf(text)).toEqual(expected);
  });

  it("stands in for what can't be imported", () => {
    const text = `try:
    from cpex.framework import Plugin
except ModuleNotFoundError:
    class Plugin:
        def __init__(self, config):
            self.config = config

try:
    from cpex_demo.demo_rust import DemoCore
    _RUST_AVAILABLE = True
except ImportError:
    DemoCore = None
    _RUST_AVAILABLE = False
`;
    expect(partsOf(text)).toEqual(["fallback except ImportError 7", "fallback module 1", "framework module 4"]);
  });

  it("is config where the plugin is created, unless it calls the core", () => {
    const text = `${HEAD}
class Demo(Plugin):
    def __init__(self, config):
        super().__init__(config)
        limit = min(config.config.get("limit", 1), 10)
        if not _RUST_AVAILABLE:
            raise RuntimeError("no core")
        self._core = DemoCore(limit)

    def clamp_config(self, value):
        return min(value, 10)
`;
    expect(partsOf(text)).toEqual([
      "config Demo.__init__ 2",
      "config Demo.clamp_config 2",
      "fallback Demo.__init__ 1",
      "framework Demo 1",
      "framework Demo.__init__ 3",
      "framework module 2",
    ]);
  });

  it("does not stop what is no Python from being counted", () => {
    expect(classifyModule("def (:\n  ]]\nx = 1\n").reduce((sum, { lines }) => sum + lines, 0)).toBe(3);
  });
});
