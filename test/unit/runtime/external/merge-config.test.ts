import { describe, expect, it } from "vitest";
import { type PluginConfig, pluginConfig } from "../../../../src/runtime/config/plugin-config.ts";
import { mergeConfig } from "../../../../src/runtime/external/merge-config.ts";

const mcp = { proto: "STDIO", cmd: ["server"] };
const local = (fields: object): PluginConfig => pluginConfig.parse({ name: "P", kind: "external", mcp, ...fields });
const remote = pluginConfig.parse({
  name: "p",
  kind: "their.Plugin",
  hooks: ["tool_pre_invoke"],
  mode: "audit",
  on_error: "ignore",
  priority: 7,
  config: { limit: 3 },
});

describe("the config of an external plugin", () => {
  it("comes from its server where the gateway's config says nothing", () => {
    const { hooks, mode, on_error, priority, config } = mergeConfig(local({}), remote);
    expect({ hooks, mode, on_error, priority, config }).toEqual({
      hooks: ["tool_pre_invoke"],
      mode: "audit",
      on_error: "ignore",
      priority: 7,
      config: { limit: 3 },
    });
  });

  it("keeps the gateway's name, kind and transport", () => {
    expect(mergeConfig(local({}), remote)).toMatchObject({ name: "P", kind: "external", mcp });
  });

  it.each([
    ["priority", 3],
    ["mode", "transform"],
    ["on_error", "disable"],
    ["hooks", ["tool_post_invoke"]],
    ["tags", ["a"]],
  ])("has the gateway's %s where it states one", (field, value) => {
    expect(mergeConfig(local({ [field]: value }), remote)).toEqual({
      ...mergeConfig(local({}), remote),
      [field]: value,
    });
  });

  it("has the gateway's default where it states that", () => {
    expect(mergeConfig(local({ on_error: "fail" }), remote)).toMatchObject({ on_error: "fail", mode: "audit" });
  });

  it("counts the 'on_error' of an old mode as stated", () => {
    const strict = { ...remote, on_error: "disable" } as const;
    const merged = mergeConfig(local({ mode: "enforce_ignore_error" }), strict);
    expect(merged).toMatchObject({ mode: "sequential", on_error: "ignore" });
  });
});
