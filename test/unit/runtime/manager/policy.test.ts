import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HOOK_SHAPES } from "../../../../src/runtime/manager/payload-shape.ts";
import { compileRule, judgeChange } from "../../../../src/runtime/manager/policy.ts";
import { pythonEquals } from "../../../../src/runtime/manager/python-equals.ts";

const given = { name: "tool", args: { a: 1 } };
const rule = (writable_fields: readonly string[]) =>
  compileRule(HOOK_SHAPES.tool_pre_invoke, { writable_fields }, "allow");

describe("a policy", () => {
  it("lets writable fields pass and names the others", () => {
    expect(judgeChange(rule(["args"]), given, { name: "other", args: { a: 2 } }, false)).toEqual({
      accepted: true,
      payload: { name: "tool", args: { a: 2 } },
      rejected: ["name"],
    });
  });

  it.each([
    ["nothing changed", { name: "tool", args: { a: 1 } }],
    ["only 1 became true, which is the same to Python", { name: "tool", args: { a: true } }],
    ["an unknown field was added", { ...given, extra: 1 }],
    ["it is a text", "text"],
    ["it is a list", [1]],
  ])("ignores a payload when %s", (_, modified) => {
    expect(judgeChange(rule(["name", "args"]), given, modified, false)).toMatchObject({
      accepted: false,
      rejected: [],
    });
  });

  it("takes a missing field for its default", () => {
    expect(judgeChange(rule(["args"]), given, { name: "tool" }, false).payload).toEqual({ name: "tool", args: {} });
  });

  it("never lets a field pass that is not writable", () => {
    const payloads = fc.record({
      name: fc.constantFrom("a", "b"),
      args: fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 2 }),
    });
    fc.assert(
      fc.property(payloads, payloads, fc.subarray(["name", "args"] as const), (before, after, writable) => {
        const { accepted, payload } = judgeChange(rule(writable), before, after, false);
        if (!accepted) return;
        for (const field of ["name", "args"] as const) {
          const expected = writable.includes(field) ? after[field] : before[field];
          expect(pythonEquals((payload as typeof before)[field], expected)).toBe(true);
        }
      }),
    );
  });

  it("takes a set of fields as well as a list", () => {
    const compiled = compileRule(HOOK_SHAPES.tool_pre_invoke, { writable_fields: new Set(["name"]) }, "deny");
    expect(judgeChange(compiled, given, { ...given, name: "x" }, false).accepted).toBe(true);
  });
});

describe("without a policy", () => {
  it.each([
    ["allow", true],
    ["deny", false],
  ] as const)("the default %s holds for every change", (byDefault, accepted) => {
    const compiled = compileRule(HOOK_SHAPES.tool_pre_invoke, undefined, byDefault);
    expect(judgeChange(compiled, given, { name: "x" }, false).accepted).toBe(accepted);
  });
});
