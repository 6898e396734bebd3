import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { describe, expect, it, onTestFinished } from "vitest";
import { binary, expectRun, root, run, scratch } from "./harness.ts";

const call = (id: number, plugin: string, args: object = {}): string =>
  JSON.stringify({
    jsonrpc: "2.0",
    id,
    method: "tools/call",
    params: {
      name: "invoke_hook",
      arguments: {
        hook_type: "tool_pre_invoke",
        plugin_name: plugin,
        payload: { name: "t", args },
        context: { global_context: { request_id: "r" } },
      },
    },
  });

interface Server {
  readonly child: ChildProcess;
  readonly url: string;
  /** Waits for a log line. */
  logged(words: string): Promise<Readonly<Record<string, unknown>>>;
}

/** Starts a server over HTTP in a folder, as a user would. */
async function start(cwd: string, ...args: readonly string[]): Promise<Server> {
  const env = { PATH: process.env["PATH"] ?? "", PLUGINS_PLUGIN_TIMEOUT: "5" };
  const all = [binary, "serve", "--config", "config.yaml", "--port", "0", ...args];
  const child = spawn(process.execPath, all, { cwd, env, stdio: ["ignore", "ignore", "pipe"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  const lines = createInterface({ input: child.stderr })[Symbol.asyncIterator]();
  const logged = async (words: string): Promise<Readonly<Record<string, unknown>>> => {
    for (;;) {
      const { done, value } = await lines.next();
      if (done === true) throw new Error(`the server has ended without saying '${words}'`);
      if (value.includes(words)) return JSON.parse(value) as Readonly<Record<string, unknown>>;
    }
  };
  const { message } = await logged("listening on");
  return { child, logged, url: `http://${String(message).replace("listening on ", "")}` };
}

async function post(url: string, body: string): Promise<string> {
  const headers = { "Content-Type": "application/json" };
  const response = await fetch(url, { method: "POST", headers, body });
  return response.text();
}

function writeConfig(cwd: string, config: object): void {
  writeFileSync(join(cwd, "config.yaml"), JSON.stringify({ plugins: [config] }));
}

const scripted = { name: "P", kind: "./scripted", hooks: ["tool_pre_invoke"] };

describe("serving over stdio", () => {
  it("answers until the end of its input", async () => {
    const cwd = scratch("run");
    const result = await run(["serve", "--config", "denies.yaml"], { cwd, input: `${call(0, "blocks")}\n` });
    await expectRun(result, "serve-stdio");
  });

  it("can be what an external plugin is served by", async () => {
    const cwd = scratch("run");
    writeConfig(cwd, { ...scripted, config: { does: "deny" } });
    const cmd = [process.execPath, binary, "serve", "--config", "config.yaml"];
    const plugin = { name: "P", kind: "external", mcp: { proto: "STDIO", cmd } };
    writeFileSync(join(cwd, "gateway.yaml"), JSON.stringify({ plugins: [plugin] }));
    const hook = ["--hook", "tool_pre_invoke", "--payload", '{"name": "t"}'];
    const { exitCode, stdout } = await run(["run", "--config", "gateway.yaml", ...hook], { cwd });
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ result: { violation: { code: "SCRIPTED", plugin_name: "P" } } });
  });
});

describe("a server that can't start", () => {
  it.each([
    ["serve-plugin-missing", ["--config", "kind-typo.yaml"]],
    ["serve-plugin-config", ["--config", "wrong.yaml"]],
    ["serve-config-missing", ["--config", "none.yaml"]],
    ["serve-transport", ["--config", "denies.yaml", "--transport", "htp"]],
    ["serve-two-places", ["--config", "denies.yaml", "--uds", "s.sock", "--port", "1"]],
    ["serve-no-folder", ["--config", "denies.yaml", "--uds", "none/s.sock"]],
    ["serve-token", ["--config", "denies.yaml", "--token-file", "token"]],
  ])("says why: %s", async (snapshot, args) => {
    const cwd = scratch("run");
    writeFileSync(join(cwd, "token"), "\n");
    writeFileSync(join(cwd, "wrong.yaml"), JSON.stringify({ plugins: [{ ...scripted, config: { does: "dance" } }] }));
    await expectRun(await run(["serve", ...args], { cwd }), snapshot);
  });
});

describe("serving over HTTP", () => {
  it("logs in JSON, and nothing of what it is sent", async () => {
    const cwd = scratch("run");
    writeConfig(cwd, { ...scripted, config: { does: "throw" } });
    const { child, url } = await start(cwd);
    let text = "";
    child.stderr?.on("data", (chunk: Buffer) => (text += chunk.toString()));
    expect(await post(url, call(1, "P", { password: "hunter2" }))).toContain("told to throw");
    child.kill("SIGTERM");
    await once(child, "exit");
    expect(text).not.toContain("hunter2");
  });

  it("takes a new config on SIGHUP, and keeps the old one when that is wrong", async () => {
    const cwd = scratch("run");
    writeConfig(cwd, { ...scripted, config: { does: "allow" } });
    const { child, url, logged } = await start(cwd);
    expect(await post(url, call(1, "P"))).toContain(String.raw`\"continue_processing\":true`);
    writeConfig(cwd, { ...scripted, config: { does: "deny" } });
    child.kill("SIGHUP");
    expect(await logged("the config is reloaded")).toMatchObject({ level: "info" });
    expect(await post(url, call(2, "P"))).toContain(String.raw`\"continue_processing\":false`);
    writeConfig(cwd, { ...scripted, config: { does: "dance" } });
    child.kill("SIGHUP");
    expect(await logged("the config is not reloaded")).toMatchObject({ level: "warning" });
    expect(await post(url, call(3, "P"))).toContain(String.raw`\"continue_processing\":false`);
  });

  it("drops no call while the config is taken anew", async () => {
    const cwd = scratch("run");
    writeConfig(cwd, { ...scripted, config: { does: "modify" } });
    const { child, url, logged } = await start(cwd);
    const reloaded = new AbortController();
    const replies: string[] = [];
    const client = async (): Promise<void> => {
      while (!reloaded.signal.aborted) replies.push(await post(url, call(replies.length, "P")));
    };
    const clients = Promise.all([client(), client(), client()]);
    for (let reload = 0; reload < 3; reload++) {
      child.kill("SIGHUP");
      await logged("the config is reloaded");
    }
    reloaded.abort();
    await clients;
    expect(replies.length).toBeGreaterThan(3);
    expect(replies.filter((reply) => !reply.includes(String.raw`\"seen\":true`))).toEqual([]);
  });

  it.each([
    ["SIGTERM", 0],
    ["SIGINT", 130],
  ] as const)("answers the call under way on %s, and exits %d", async (signal, code) => {
    const cwd = scratch("run");
    writeConfig(cwd, { ...scripted, config: { does: "sleep" } });
    const { child, url } = await start(cwd);
    const answered = post(url, call(1, "P"));
    await new Promise((resolve) => setTimeout(resolve, 500));
    const exited = once(child, "exit");
    child.kill(signal);
    expect(await answered).toContain(String.raw`\"continue_processing\":true`);
    expect(await exited).toEqual([code, null]);
  });
});

describe("serving with worker threads", () => {
  const MANIFEST =
    'name: busy\nversion: "1.0.0"\navailable_hooks: [tool_pre_invoke]\nimplementations: { fallback: index.js }\n';
  const CODE = `import { threadId } from "node:worker_threads";
import { definePlugin, z } from "mcpplugins/plugin";
let calls = 0;
export default definePlugin({
  config: z.object({}),
  hooks: {
    tool_pre_invoke({ args }) {
      if (args.do === "exit") process.exit(1);
      while (args.do === "spin");
      return { metadata: { threadId, calls: ++calls } };
    },
  },
});
`;

  /** A server of a plugin that tells which thread it runs in, and can end or block that. */
  async function startBusy(...args: readonly string[]): Promise<Server> {
    const cwd = scratch();
    mkdirSync(join(cwd, "busy"));
    writeFileSync(join(cwd, "busy", "plugin-manifest.yaml"), MANIFEST);
    writeFileSync(join(cwd, "busy", "index.js"), CODE);
    mkdirSync(join(cwd, "node_modules"));
    symlinkSync(root, join(cwd, "node_modules", "mcpplugins"));
    writeConfig(cwd, { ...scripted, kind: "./busy" });
    return start(cwd, ...args);
  }

  const threadOf = (reply: string): string | undefined => /threadId\\":(\d+)/.exec(reply)?.[1];

  it("runs calls of one request in one thread where that is asked for", async () => {
    const sticky = await startBusy("--workers", "2", "--sticky", "request");
    const replies = await Promise.all(Array.from({ length: 20 }, (_, id) => post(sticky.url, call(id, "P"))));
    expect(new Set(replies.map(threadOf)).size).toBe(1);
    expect(threadOf(replies[0] ?? "")).toMatch(/[12]/);
  });

  it("starts a thread that ends anew; its call is an error", async () => {
    const { url, logged } = await startBusy("--workers", "1");
    expect(await post(url, call(1, "P", { do: "exit" }))).toContain("The worker thread of the plugin has ended");
    await logged("a worker thread has ended and is started anew");
    expect(await post(url, call(2, "P"))).toContain(String.raw`\"calls\":1`);
  });

  it("ends a thread that a plugin blocks, while the other goes on", async () => {
    const { url } = await startBusy("--workers", "2");
    const blocked = post(url, call(1, "P", { do: "spin" }));
    expect(await post(url, call(2, "P"))).toContain(String.raw`\"continue_processing\":true`);
    expect(await blocked).toContain("Plugin P exceeded 5s timeout");
    expect(await post(url, call(3, "P"))).toContain(String.raw`\"continue_processing\":true`);
  });

  it("ends with its threads", async () => {
    const { child } = await startBusy("--workers", "2");
    child.kill("SIGTERM");
    expect(await once(child, "exit")).toEqual([0, null]);
  });

  it("does not start when a plugin can't be loaded into them", async () => {
    const cwd = scratch("run");
    await expectRun(await run(["serve", "--config", "kind-typo.yaml", "--workers", "2"], { cwd }), "serve-workers");
  });
});
