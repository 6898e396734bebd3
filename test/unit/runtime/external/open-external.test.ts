import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { createContext, type PluginContext } from "../../../../src/plugin/context.ts";
import type { PluginInstance } from "../../../../src/plugin/instance.ts";
import { pluginConfig } from "../../../../src/runtime/config/plugin-config.ts";
import { openExternal } from "../../../../src/runtime/external/open-external.ts";
import { type ManagedPlugin, PluginManager } from "../../../../src/runtime/manager/manager.ts";

const server = fileURLToPath(new URL("stdio-server.js", import.meta.url));
const base = mkdtempSync(join(tmpdir(), "open-external-"));
const opened: PluginInstance[] = [];
let count = 0;
let log = "";

afterEach(async () => {
  for (const instance of opened.splice(0)) await instance.shutdown?.();
});
afterAll(() => rmSync(base, { recursive: true }));

const TIMEOUT_SECONDS = 30;

async function open(fields: object = {}, name = "P"): Promise<ManagedPlugin> {
  log = join(base, `log-${count++}`);
  const mcp = { proto: "STDIO", cmd: [process.execPath, server, log], reconnect_delay: 0.001, ...fields };
  const config = pluginConfig.parse({ name, kind: "external", mcp });
  const plugin = await openExternal(config, { base, timeoutSeconds: TIMEOUT_SECONDS, log: () => {} });
  opened.push(plugin.instance);
  return plugin;
}

async function call(instance: PluginInstance, action: string, context: PluginContext = createContext("r")) {
  return instance.invoke("tool_pre_invoke", { name: "t", args: { do: action } }, context);
}

const pids = () => [...readFileSync(log, "utf8").matchAll(/start (\d+)/g)].map(([, pid]) => Number(pid));

function isRunning(pid: number | undefined): boolean {
  try {
    return process.kill(pid!, 0);
  } catch {
    return false;
  }
}

describe("an external plugin over stdio", () => {
  it("has the hooks and the config of its server", async () => {
    const { instance, config } = await open();
    expect(instance.hooks).toEqual(["tool_pre_invoke"]);
    expect(config).toMatchObject({ name: "P", kind: "external", priority: 7, hooks: ["tool_pre_invoke"] });
  });

  it("answers, and its state comes back", async () => {
    const { instance } = await open({ env: { GIVEN: "yes" } });
    const context = createContext("r");
    expect(await call(instance, "allow", context)).toMatchObject({ metadata: { starts: 1, env: "yes" } });
    expect(context.state).toEqual({ n: 1 });
  });

  it.each(["exit once", "fail once"])("is connected anew when its server does '%s'", async (action) => {
    const { instance } = await open();
    expect(await call(instance, action)).toMatchObject({ metadata: { starts: 2 } });
    expect(pids().map(isRunning)).toEqual([false, true]);
  });

  it("is connected anew once for all calls that fail together", async () => {
    const { instance } = await open();
    await Promise.all([call(instance, "exit once"), call(instance, "exit once"), call(instance, "exit once")]);
    expect(pids()).toHaveLength(2);
  });

  it.each([
    ["fail", "Reconnection failed for plugin P: internal"],
    ["exit", "Reconnection failed for plugin P: Connection closed"],
  ])("is an error when its server does '%s' twice, and answers the next call", async (action, message) => {
    const { instance } = await open();
    await expect(call(instance, action)).rejects.toMatchObject({ error: { message, plugin_name: "P" } });
    expect(await call(instance, "allow")).toMatchObject({ continue_processing: true });
  });

  it("is called once when its server answers with an error, whatever the error says", async () => {
    const { instance } = await open();
    await expect(call(instance, "report")).rejects.toMatchObject({ error: { message: "session terminated" } });
    expect(pids()).toHaveLength(1);
  });

  it("stays connected when the manager gives up on a call", async () => {
    const plugin = await open();
    const { instance, config } = plugin;
    const manager = await PluginManager.create({ plugins: [config], load: async () => plugin, timeoutSeconds: 0.1 });
    const shared = { request_id: "r", state: {}, metadata: {} };
    const hanging = manager.invokeHook("tool_pre_invoke", { name: "t", args: { do: "hang" } }, shared);
    await expect(hanging).rejects.toThrow("Plugin P exceeded 0.1s timeout");
    expect(await call(instance, "allow")).toMatchObject({ metadata: { starts: 1 } });
  });

  it.each([
    ["writes into the context of a call", TIMEOUT_SECONDS * 1000 - 1, { n: 1 }],
    ["does not write into the context of a call that was given up", TIMEOUT_SECONDS * 1000, {}],
  ])("%s", async (_, taken, state) => {
    const { instance } = await open();
    const context = createContext("r");
    const clock = vi.spyOn(performance, "now").mockReturnValue(0);
    onTestFinished(() => clock.mockRestore());
    const answered = call(instance, "allow", context);
    clock.mockReturnValue(taken);
    await answered;
    expect(context.state).toEqual(state);
  });

  it("says so when what it is given is no JSON, and keeps its server", async () => {
    const { instance } = await open();
    const context = createContext("r");
    context.state["loop"] = context;
    await expect(call(instance, "allow", context)).rejects.toThrow(/^TypeError\(/);
    expect(await call(instance, "allow")).toMatchObject({ metadata: { starts: 1 } });
  });

  it("ends its server at shutdown, and takes no calls after it", async () => {
    const { instance } = await open();
    const [pid] = pids();
    expect(isRunning(pid)).toBe(true);
    await instance.shutdown?.();
    expect(isRunning(pid)).toBe(false);
    await expect(call(instance, "allow")).rejects.toThrow("Plugin session not initialized");
  });
});

describe("an external plugin that can't be opened", () => {
  it("says which command was tried", async () => {
    const cmd = [join(base, "no-such-server"), "--now"];
    const tried = `External plugin 'P' can't be connected: ran '${cmd.join(" ")}' in ${base}: `;
    await expect(open({ cmd })).rejects.toThrow(tried);
  });

  it("says what its server wrote before it died", async () => {
    const cmd = [process.execPath, server, join(base, "dying"), "exits"];
    await expect(open({ cmd })).rejects.toThrow(/: Connection closed; it wrote: [^]*no plugins here/);
  });

  it("says that its server has no such plugin, and ends the server", async () => {
    await expect(open({}, "Q")).rejects.toThrow("Unable to retrieve configuration for external plugin");
    expect(existsSync(log)).toBe(true);
    expect(pids().map(isRunning)).toEqual([false]);
  });

  it("says that there is no client for its protocol", async () => {
    const mcp = { proto: "SSE", url: "http://localhost:1/" };
    const config = pluginConfig.parse({ name: "P", kind: "external", mcp });
    const opening = openExternal(config, { base, timeoutSeconds: TIMEOUT_SECONDS, log: () => {} });
    await expect(opening).rejects.toThrow("External plugin 'P' has proto SSE, which has no client");
  });
});
