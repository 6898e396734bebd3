import { describe, expect, it } from "vitest";
import { settingsOf } from "../../../src/inspect/setting.ts";
import { z } from "../../../src/plugin/index.ts";

describe("the settings of a plugin", () => {
  it("have their key, default and description", () => {
    const config = z.object({ limit: z.number().int().default(3).describe("how many"), name: z.string() });
    expect(settingsOf(config)).toEqual([
      { key: "limit", type: "integer", default: 3, description: "how many" },
      { key: "name", type: "string", default: undefined, description: "" },
    ]);
  });

  it.each([
    [z.enum(["a", "b"]), "one of a, b"],
    [z.literal("only"), "only"],
    [z.array(z.string()), "list of strings"],
    [z.array(z.enum(["a", "b"])), "list of a, b"],
    [z.array(z.unknown()), "list"],
    [z.string().nullable(), "string or null"],
    [z.union([z.number(), z.string()]), "number or string"],
    [z.record(z.string(), z.number()), "object"],
    [z.unknown(), "anything"],
  ])("say their type in words", (schema, type) => {
    expect(settingsOf(z.object({ key: schema }))).toMatchObject([{ type }]);
  });

  it("are none where the config is not an object", () => {
    expect(settingsOf(z.string())).toEqual([]);
  });
});
