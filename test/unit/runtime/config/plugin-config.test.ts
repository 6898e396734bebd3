import { describe, expect, it } from "vitest";
import { pluginConfig } from "../../../../src/runtime/config/plugin-config.ts";

const base = { name: "a", kind: "x.Y" };
const messages = (data: object): string[] =>
  pluginConfig.safeParse(data).error?.issues.map(({ message }) => message) ?? [];

describe("a plugin's config", () => {
  it("has CPEX's defaults", () => {
    expect(pluginConfig.parse(base)).toMatchObject({
      hooks: [],
      mode: "sequential",
      on_error: "fail",
      priority: 100,
      max_content_size: 10_000_000,
      conditions: [],
      capabilities: [],
      config: null,
      mcp: null,
    });
  });

  it.each([
    ["enforce", { mode: "sequential", on_error: "fail" }],
    ["permissive", { mode: "transform", on_error: "fail" }],
    ["enforce_ignore_error", { mode: "sequential", on_error: "ignore" }],
  ])("translates the old mode %s, and changes nothing in what it was given", (mode, expected) => {
    const data = Object.freeze({ ...base, mode });
    expect(pluginConfig.parse(data)).toMatchObject(expected);
  });

  it("lets an on_error that is written win over an old mode", () => {
    expect(pluginConfig.parse({ ...base, mode: "enforce_ignore_error", on_error: "fail" }).on_error).toBe("fail");
    expect(messages({ ...base, mode: "enforce_ignore_error", on_error: null })).toHaveLength(1);
  });

  it.each(["5", 5, 5.0, "5.0"])("reads the priority %j as 5", (priority) => {
    expect(pluginConfig.parse({ ...base, priority }).priority).toBe(5);
  });

  it.each([1.5, "x", null, "1.5"])("refuses the priority %j", (priority) => {
    expect(messages({ ...base, priority })).toHaveLength(1);
  });

  it("drops unknown fields, but refuses them in a condition", () => {
    expect(pluginConfig.parse({ ...base, priorty: 1 })).not.toHaveProperty("priorty");
    expect(messages({ ...base, conditions: [{ tool: ["x"] }] })).toHaveLength(1);
  });

  it("reads anything but a list as no capabilities", () => {
    expect(pluginConfig.parse({ ...base, capabilities: "read_agent" }).capabilities).toEqual([]);
    expect(messages({ ...base, capabilities: ["nope"] })).toHaveLength(1);
  });

  it.each([
    [{ kind: "external" }, "External plugin a must have 'mcp', 'grpc', or 'unix_socket' section configured"],
    [
      { kind: "external", grpc: { target: "h:1" }, unix_socket: { path: "/s" } },
      "External plugin a can only have one transport configured (mcp, grpc, or unix_socket)",
    ],
    [{ mcp: { proto: "STDIO" } }, "Plugin a has transport type set to STDIO but no script/cmd value"],
    [
      { mcp: { proto: "STDIO", script: "x.py", cmd: ["x"] } },
      "Plugin a must set either script or cmd for STDIO, not both",
    ],
    [{ mcp: { proto: "SSE" } }, "Plugin a has transport type set to StreamableHTTP but no url value"],
    [
      { mcp: { proto: "HTTP", url: "http://h" } },
      "Plugin a must set transport type to either SSE or STREAMABLEHTTP or STDIO",
    ],
    [{ mcp: { proto: "STDIO", cmd: ["x"], url: "http://h" } }, "URL is only valid for HTTP/SSE transports"],
    [{ grpc: { target: "h" } }, "gRPC target must be in host:port format"],
    [{ unix_socket: { path: "s" } }, "Unix socket path must be absolute"],
  ])("refuses %j", (fields, message) => {
    expect(messages({ ...base, ...fields })).toContain(message);
  });
});
