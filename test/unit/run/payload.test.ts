import { describe, expect, it } from "vitest";
import { HOOKS } from "../../../src/plugin/hooks.ts";
import { checkPayload } from "../../../src/run/payload.ts";
import { HOOK_SHAPES } from "../../../src/runtime/manager/payload-shape.ts";

describe("checking a payload", () => {
  it.each(HOOKS)("takes a whole payload of %s as it is, and refuses an empty one", (hook) => {
    const whole = Object.fromEntries(Object.keys(HOOK_SHAPES[hook].payload).map((field) => [field, "x"]));
    expect(checkPayload(hook, whole)).toEqual({ payload: whole, unknown: [] });
    expect(() => checkPayload(hook, {})).toThrow(`the payload of ${hook} has no '`);
  });

  it("names all missing fields at once, and which there are", () => {
    expect(() => checkPayload("agent_pre_invoke", {})).toThrow(
      expect.objectContaining({
        exitCode: 2,
        message: "the payload of agent_pre_invoke has no 'agent_id' and 'messages'",
        hint: "It needs agent_id, messages and may have tools, headers, model, system_prompt, parameters.",
      }),
    );
  });

  it.each([
    [null, "null"],
    [[], "a list"],
    ["x", "a string"],
    [5, "a number"],
  ])("refuses %j", (value, words) => {
    expect(() => checkPayload("tool_pre_invoke", value)).toThrow(`is an object, not ${words}`);
  });

  it("lets null stand where a field is required, as the result of a tool may be", () => {
    expect(checkPayload("tool_post_invoke", { name: "t", result: null }).unknown).toEqual([]);
  });

  it("passes on unknown fields, and guesses what was meant", () => {
    const payload = { name: "t", arg: {}, whatever: 1 };
    expect(checkPayload("tool_pre_invoke", payload)).toEqual({
      payload,
      unknown: [
        { field: "arg", guess: "args" },
        { field: "whatever", guess: undefined },
      ],
    });
  });
});
