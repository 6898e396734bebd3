import { describe, expect, it } from "vitest";
import { createYardstick } from "../../../../src/bench/single/yardstick.ts";
import { createContext } from "../../../../src/plugin/context.ts";
import { ALLOW } from "../../../../src/plugin/result.ts";

describe("the yardstick", () => {
  it("answers the same whatever it is asked", () => {
    const yardstick = createYardstick();
    expect(yardstick.invoke("tool_pre_invoke", {}, createContext("1"))).toBe(ALLOW);
    expect(yardstick.invoke("prompt_pre_fetch", { args: 1 }, createContext("2"))).toBe(ALLOW);
  });
});
