import { describe, expect, it } from "vitest";
import { readSettings, SettingsError } from "../../../src/runtime/settings.ts";

describe("settings", () => {
  it("have CPEX's defaults, but for a plugin that can't be loaded", () => {
    expect(readSettings({})).toMatchObject({
      enabled: false,
      default_hook_policy: "allow",
      config_file: "plugins/config.yaml",
      plugin_timeout: 30,
      execution_pool: 10,
      fail_on_plugin_error: true,
      ssrf_protection_enabled: true,
      httpx_read_timeout: 120,
      server_port: null,
      transport: null,
    });
  });

  it.each([
    [{ PLUGINS_FAIL_ON_PLUGIN_ERROR: "false" }, { fail_on_plugin_error: false }],
    [{ plugins_enabled: "Yes" }, { enabled: true }],
    [{ PLUGINS_PLUGIN_TIMEOUT: " 5.0 " }, { plugin_timeout: 5 }],
    [{ PLUGINS_EXECUTION_POOL: "0" }, { execution_pool: 0 }],
    [{ PLUGINS_SERVER_PORT: "" }, { server_port: null }],
    [{ UNIX_SOCKET_PATH: "/a" }, { unix_socket_path: "/a" }],
    [{ UNIX_SOCKET_PATH: "/a", PLUGINS_UNIX_SOCKET_PATH: "/b" }, { unix_socket_path: "/b" }],
    [{ PLUGINS_NOT_A_SETTING: "x" }, {}],
  ])("read %j", (env, expected) => {
    expect(readSettings(env)).toMatchObject(expected);
  });

  it("name every variable that can't be read", () => {
    const read = () => readSettings({ PLUGINS_EXECUTION_POOL: "", PLUGINS_DEFAULT_HOOK_POLICY: "maybe" });
    expect(read).toThrow(SettingsError);
    expect(read).toThrow(/PLUGINS_DEFAULT_HOOK_POLICY.*PLUGINS_EXECUTION_POOL/);
  });
});
