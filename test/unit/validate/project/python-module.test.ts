import { describe, expect, it } from "vitest";
import { hookProblem } from "../../../../src/validate/project/hook-methods.ts";
import { namesOfModule } from "../../../../src/validate/project/python-module.ts";

const MODULE = `from cpex.framework import Plugin
import base as other
LIMIT = 5

@register
class Filter(framework.Plugin, metaclass=Meta):
    """Says tool_post_invoke."""

    async def tool_pre_invoke(self, payload, context): ...
    def prompt_pre_fetch(self, payload, context): ...
    async def prompt_post_fetch(self, payload): ...
    async def resource_pre_fetch(self, *args): ...
    async def evaluate(self, payload, context, extensions=None): ...
    resource_post_fetch = tool_pre_invoke

    @hook("agent_pre_invoke")
    async def mine(self, payload, context): ...

    @staticmethod
    async def agent_post_invoke(payload, context): ...

class Child(Filter[int]): ...

try:
    from fast import Fast
except ImportError:
    class Slow(Plugin):
        @hook(NAME)
        async def any(self, payload, context): ...
`;

describe("the names of a Python module", () => {
  const names = namesOfModule(MODULE);

  it("are its classes, functions, imports and variables, wherever they are bound", () => {
    expect([...names.classes.keys()]).toEqual(["Filter", "Child", "Slow"]);
    for (const name of ["Plugin", "other", "LIMIT", "Fast"]) expect(names.bound).toContain(name);
    expect(names.isOpen).toBe(false);
  });

  it.each(["from x import *\n", "def __getattr__(name): ...\n"])("may be more than those with %j", (text) => {
    expect(namesOfModule(text).isOpen).toBe(true);
  });

  it("are read from what is not quite Python, too", () => {
    expect(namesOfModule("class A(Plugin:\n  async def f(self\nclass B: ...\n").classes.size).toBeGreaterThan(0);
  });

  it.each([
    ["Filter", "tool_pre_invoke", undefined],
    ["Filter", "tool_post_invoke", "has no method 'tool_post_invoke'"],
    ["Filter", "prompt_pre_fetch", "has a method 'prompt_pre_fetch' that is not async"],
    ["Filter", "prompt_post_fetch", "does not take payload and context"],
    ["Filter", "resource_pre_fetch", undefined],
    ["Filter", "evaluate", undefined],
    ["Filter", "resource_post_fetch", undefined],
    ["Filter", "agent_pre_invoke", undefined],
    ["Filter", "agent_post_invoke", undefined],
    ["Child", "tool_post_invoke", undefined],
    ["Slow", "tool_post_invoke", undefined],
  ])("%s can be called on %s, or it is said why not", (name, hook, problem) => {
    const found = hookProblem(names.classes.get(name)!, hook);
    if (problem === undefined) expect(found).toBeUndefined();
    else expect(found?.message).toContain(problem);
  });
});
