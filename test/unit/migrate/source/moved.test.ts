import { describe, expect, it } from "vitest";
import { isOldPath, newPath, OLD_PATH } from "../../../../src/migrate/source/moved.ts";

describe("newPath", () => {
  it.each([
    ["mcpgateway.plugins.framework", "cpex.framework"],
    ["mcpgateway.plugins.framework.hooks.tools.ToolHookType", "cpex.framework.hooks.tools.ToolHookType"],
    ["mcpgateway.plugins.tools.cli.main", "cpex.tools.cli.main"],
    ["mcpgateway.plugins.framework.get_plugin_manager", "mcpgateway.plugins.get_plugin_manager"],
    [
      "mcpgateway.plugins.framework._redis.get_shared_redis_client",
      "mcpgateway.plugins._redis.get_shared_redis_client",
    ],
    [
      "mcpgateway.plugins.framework.manager.TenantPluginManagerFactory.get_manager",
      "mcpgateway.plugins.gateway_plugin_manager.TenantPluginManagerFactory.get_manager",
    ],
    ["mcpgateway.plugins.framework.manager.TenantPluginManager", "cpex.framework.manager.TenantPluginManager"],
    ["mcpgateway.plugins.policy", "mcpgateway.plugins.policy"],
    ["mcpgateway.plugins.frameworks", "mcpgateway.plugins.frameworks"],
    ["cpex.framework", "cpex.framework"],
  ])("%s is %s", (from, to) => expect(newPath(from)).toBe(to));

  it.each(["mcpgateway.plugins", "mcpgateway.plugins.toolset", "plugins.framework"])("%s did not move", (path) => {
    expect(isOldPath(path)).toBe(false);
  });
});

describe("an old path in a text", () => {
  it.each([
    ["see mcpgateway.plugins.framework.", ["mcpgateway.plugins.framework"]],
    ["(mcpgateway.plugins.tools.cli)", ["mcpgateway.plugins.tools.cli"]],
    ["not.mcpgateway.plugins.framework", []],
    ["mcpgateway.plugins.framework-extra mcpgateway.plugins.toolset", []],
  ])("is found in %j", (text, found) => expect(text.match(OLD_PATH) ?? []).toEqual(found));
});
