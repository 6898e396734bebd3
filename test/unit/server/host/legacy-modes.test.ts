import { describe, expect, it } from "vitest";
import { pluginConfig } from "../../../../src/runtime/config/plugin-config.ts";
import { withLegacyMode } from "../../../../src/server/host/legacy-modes.ts";
import { PluginHost } from "../../../../src/server/host/plugin-host.ts";
import { servedConfig } from "../../../../src/server/host/served-config.ts";
import { runnerOf } from "../fixture.ts";

const entry = { name: "P", kind: "test", hooks: ["tool_pre_invoke"] };

describe("a config for gateways that know the old modes only", () => {
  it.each([
    ["sequential", "fail", "enforce"],
    ["sequential", "ignore", "enforce_ignore_error"],
    ["sequential", "disable", "enforce_ignore_error"],
    ["concurrent", "fail", "enforce"],
    ["concurrent", "ignore", "enforce_ignore_error"],
    ["transform", "fail", "permissive"],
    ["audit", "fail", "permissive"],
    ["fire_and_forget", "ignore", "permissive"],
    ["disabled", "fail", "disabled"],
  ])("says of %s, and %s for errors: %s", (mode, on_error, legacy) => {
    const config = withLegacyMode(servedConfig(pluginConfig.parse({ ...entry, mode, on_error }), {}));
    expect(config).toMatchObject({ name: "P", kind: "test", hooks: ["tool_pre_invoke"], mode: legacy });
    expect(config).not.toHaveProperty("on_error");
  });

  it.each(["enforce", "enforce_ignore_error", "permissive", "disabled"])("says %s as it was written", (mode) => {
    expect(withLegacyMode(servedConfig(pluginConfig.parse({ ...entry, mode }), {}))).toMatchObject({ mode });
  });

  it("is what a host shows that is told so, of the plugins that come later, too", async () => {
    const host = new PluginHost(await runnerOf({ name: "P" }), withLegacyMode);
    expect(host.config("p")).toMatchObject({ mode: "enforce" });
    await host.replace(await runnerOf({ name: "P", mode: "audit" }));
    expect(host.configs).toMatchObject([{ mode: "permissive" }]);
  });
});
