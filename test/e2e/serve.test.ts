import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { type IncomingMessage, request } from "node:http";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
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
  /** Exit code and signal, once all is read that the server has written. */
  readonly ended: Promise<unknown[]>;
  /** What it has logged. */
  said(): string;
  /** Waits for a log line. */
  logged(words: string): Promise<Readonly<Record<string, unknown>>>;
}

/** Starts a server over HTTP in a folder, as a user would. */
async function start(cwd: string, ...args: readonly string[]): Promise<Server> {
  return startWith({}, cwd, ...args);
}

async function startWith(
  variables: Readonly<Record<string, string>>,
  cwd: string,
  ...args: readonly string[]
): Promise<Server> {
  const env = { PATH: process.env["PATH"] ?? "", ...variables };
  const place = args.includes("--uds") ? [] : ["--port", "0"];
  const all = [binary, "serve", "--config", "config.yaml", ...place, ...args];
  const child = spawn(process.execPath, all, { cwd, env, stdio: ["ignore", "ignore", "pipe"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  const ended = once(child, "close");
  let logs = "";
  child.stderr.on("data", (chunk: Buffer) => (logs += chunk.toString()));
  const lines = createInterface({ input: child.stderr })[Symbol.asyncIterator]();
  const logged = async (words: string): Promise<Readonly<Record<string, unknown>>> => {
    for (;;) {
      const { done, value } = await lines.next();
      if (done === true) throw new Error(`the server has ended without saying '${words}'`);
      if (value.includes(words)) return JSON.parse(value) as Readonly<Record<string, unknown>>;
    }
  };
  const { message } = await logged("listening on");
  return { child, ended, logged, said: () => logs, url: `http://${String(message).replace("listening on ", "")}` };
}

/** Over a connection of its own: the server may close one that is kept just when the next call comes. */
async function post(url: string, body: string): Promise<string> {
  const outgoing = request(url, { method: "POST", headers: { "Content-Type": "application/json" }, agent: false });
  outgoing.end(body);
  const [incoming] = (await once(outgoing, "response")) as [IncomingMessage];
  return text(incoming);
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
    ["serve-no-config", []],
    ["serve-token", ["--config", "denies.yaml", "--token-file", "token"]],
    ["serve-unix-port", ["--config", "denies.yaml", "--transport", "unix", "--port", "1"]],
    ["serve-grpc-token", ["--config", "denies.yaml", "--transport", "grpc", "--token-file", "token"]],
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
    writeConfig(cwd, { ...scripted, on_error: "ignore", config: { does: "throw" } });
    const { child, url, logged, ended, said } = await start(cwd);
    expect(await post(url, call(1, "P", { password: "hunter2" }))).toContain(String.raw`\"continue_processing\":true`);
    expect(await logged("failed on tool_pre_invoke")).toMatchObject({
      message: expect.stringMatching(/: Error at index\.ts:\d+:\d+; the call goes on$/) as unknown,
    });
    child.kill("SIGTERM");
    await ended;
    expect(said()).toContain("failed on tool_pre_invoke");
    expect(said()).not.toContain("hunter2");
    expect(said()).not.toContain("told to throw");
  });

  it("says which implementation of each plugin answers, at the start and after SIGHUP", async () => {
    const cwd = scratch("run");
    const idle = { name: "Q", kind: "none", mode: "disabled" };
    writeFileSync(join(cwd, "config.yaml"), JSON.stringify({ plugins: [scripted, idle] }));
    const { child, logged, said } = await start(cwd);
    expect(said()).toContain('"plugins: P (fallback), Q (disabled)"');
    writeConfig(cwd, scripted);
    child.kill("SIGHUP");
    await logged('"plugins: P (fallback)"');
  });

  it("shows gateways that have the old framework the old modes", async () => {
    const cwd = scratch("run");
    writeConfig(cwd, { ...scripted, on_error: "ignore" });
    const { url } = await start(cwd, "--legacy-modes");
    const params = { name: "get_plugin_config", arguments: { name: "P" } };
    const reply = await post(url, JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/call", params }));
    expect(reply).toContain(String.raw`\"mode\":\"enforce_ignore_error\"`);
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
    writeFileSync(join(cwd, "config.yaml"), "plugins: [");
    child.kill("SIGHUP");
    expect(await logged("is not a valid config")).toMatchObject({
      message: expect.stringMatching(/ is not a valid config: .*config\.yaml:1:\d+ /) as unknown,
    });
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
    const { child, url, ended } = await start(cwd);
    const answered = post(url, call(1, "P"));
    await expect.poll(() => existsSync(join(cwd, "asleep"))).toBe(true);
    child.kill(signal);
    expect(await answered).toContain(String.raw`\"continue_processing\":true`);
    expect(await ended).toEqual([code, null]);
  });
});

describe("serving CPEX's own protocols", () => {
  it.each([
    ["unix", { unix_socket: { path: "SOCKET" }, hooks: ["tool_pre_invoke"] }],
    ["grpc", { grpc: { uds: "SOCKET" } }],
  ])("can be what an external plugin is served by: %s", async (transport, section) => {
    const cwd = scratch("run");
    const uds = join(cwd, "s.sock");
    writeConfig(cwd, { ...scripted, config: { does: "deny" } });
    const { child, ended } = await start(cwd, "--transport", transport, "--uds", uds);
    const plugin = JSON.parse(
      JSON.stringify({ name: "P", kind: "external", ...section }).replace("SOCKET", uds),
    ) as object;
    writeFileSync(join(cwd, "gateway.yaml"), JSON.stringify({ plugins: [plugin] }));
    const hook = ["--hook", "tool_pre_invoke", "--payload", '{"name": "t"}'];
    const { exitCode, stdout } = await run(["run", "--config", "gateway.yaml", ...hook], { cwd });
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ result: { violation: { code: "SCRIPTED", plugin_name: "P" } } });
    child.kill("SIGTERM");
    expect(await ended).toEqual([0, null]);
  });

  it("takes the place of a server that left its socket behind", async () => {
    const cwd = scratch("run");
    const uds = join(cwd, "s.sock");
    writeConfig(cwd, scripted);
    const { child, ended } = await start(cwd, "--transport", "unix", "--uds", uds);
    child.kill("SIGKILL");
    await ended;
    await start(cwd, "--transport", "unix", "--uds", uds);
  });
});

describe("a plugin that leaves a timer running", () => {
  it("does not keep the server from its end", async () => {
    const cwd = scratch("run");
    writeFileSync(
      join(cwd, "scripted", "index.ts"),
      `import { definePlugin, z } from "mcpplugins/plugin";
setInterval(() => {}, 1000);
export default definePlugin({ config: z.object({}), hooks: { tool_pre_invoke() {}, tool_post_invoke() {} } });
`,
    );
    writeConfig(cwd, scripted);
    const { exitCode } = await run(["serve", "--config", "config.yaml"], { cwd, input: `${call(1, "P")}\n` });
    expect(exitCode).toBe(0);
  });
});

describe("serving with workers", () => {
  const MANIFEST =
    'name: busy\nversion: "1.0.0"\navailable_hooks: [tool_pre_invoke]\nimplementations: { fallback: index.js }\n';
  const CODE = `import { definePlugin, z } from "mcpplugins/plugin";
let calls = 0;
export default definePlugin({
  config: z.object({}),
  hooks: {
    tool_pre_invoke({ args }) {
      if (args.do === "exit") process.exit(1);
      if (args.do === "abort") process.abort();
      if (args.do === "throw later") setImmediate(() => { throw new Error("hunter2"); });
      if (args.do === "throw later") return new Promise(() => {});
      if (args.do === "throw soon") setImmediate(() => { throw new Error("hunter2"); });
      if (args.do === "print") console.log("printed");
      while (args.do === "spin");
      return { metadata: { pid: process.pid, calls: ++calls } };
    },
  },
});
`;

  /** A server of a plugin that tells which process it runs in, and can end or block that. */
  async function startBusy(...args: readonly string[]): Promise<Server> {
    return start(busyFolder(), ...args);
  }

  function busyFolder(): string {
    const cwd = scratch();
    mkdirSync(join(cwd, "busy"));
    writeFileSync(join(cwd, "busy", "plugin-manifest.yaml"), MANIFEST);
    writeFileSync(join(cwd, "busy", "index.js"), CODE);
    mkdirSync(join(cwd, "node_modules"));
    symlinkSync(root, join(cwd, "node_modules", "mcpplugins"));
    writeConfig(cwd, { ...scripted, kind: "./busy" });
    return cwd;
  }

  function isRunning(pid: number): boolean {
    try {
      process.kill(pid, 0);
    } catch {
      return false;
    }
    return !isZombie(pid);
  }

  /** In a container, the first process may be one that takes no notice of processes that end. */
  function isZombie(pid: number): boolean {
    const status = `/proc/${pid}/status`;
    return existsSync(status) && /^State:\s*Z/m.test(readFileSync(status, "utf8"));
  }

  const processOf = (reply: string): string | undefined => /pid\\":(\d+)/.exec(reply)?.[1];

  it("runs calls of one request in one process where that is asked for", async () => {
    const sticky = await startBusy("--workers", "2", "--sticky", "request");
    const replies = await Promise.all(Array.from({ length: 20 }, (_, id) => post(sticky.url, call(id, "P"))));
    expect(new Set(replies.map(processOf)).size).toBe(1);
    expect(Number(processOf(replies[0] ?? ""))).not.toBe(sticky.child.pid);
  });

  it.each(["exit", "abort", "throw later"])("starts one anew that ends by '%s'; its call is an error", async (how) => {
    const { url, logged, said } = await startBusy("--workers", "1");
    expect(await post(url, call(1, "P", { do: how }))).toContain("The worker of the plugin has ended");
    await logged("a worker has ended and is started anew");
    expect(said()).not.toContain("hunter2");
    expect(await post(url, call(2, "P"))).toContain(String.raw`\"calls\":1`);
  });

  it("ends without them when something is thrown that nobody catches, and says nothing of its message", async () => {
    const { url, ended, said } = await startBusy();
    expect(await post(url, call(1, "P", { do: "throw soon" }))).toContain(String.raw`\"continue_processing\":true`);
    expect(await ended).toEqual([4, null]);
    expect(said()).toMatch(/the server ends, as something was thrown: Error at index\.js:\d+:\d+/);
    expect(said()).not.toContain("hunter2");
  });

  it("ends one that a plugin blocks, while the other goes on", async () => {
    const { url } = await startWith({ PLUGINS_PLUGIN_TIMEOUT: "5" }, busyFolder(), "--workers", "2");
    const blocked = post(url, call(1, "P", { do: "spin" }));
    expect(await post(url, call(2, "P"))).toContain(String.raw`\"continue_processing\":true`);
    expect(await blocked).toContain("Plugin P exceeded 5s timeout");
    expect(await post(url, call(3, "P"))).toContain(String.raw`\"continue_processing\":true`);
  });

  it("ends with its workers", async () => {
    const { child, url, ended } = await startBusy("--workers", "1");
    const pid = Number(processOf(await post(url, call(1, "P"))));
    child.kill("SIGTERM");
    expect(await ended).toEqual([0, null]);
    expect(() => process.kill(pid, 0)).toThrow("ESRCH");
  });

  it("leaves no worker when it is killed", async () => {
    const { child, url } = await startBusy("--workers", "1");
    const pid = Number(processOf(await post(url, call(1, "P"))));
    child.kill("SIGKILL");
    await expect.poll(() => isRunning(pid)).toBe(false);
  });

  it("keeps what a plugin prints out of the replies", async () => {
    const cwd = busyFolder();
    const args = ["serve", "--config", "config.yaml", "--transport", "stdio", "--workers", "1"];
    const { stdout, stderr } = await run(args, { cwd, input: `${call(1, "P", { do: "print" })}\n` });
    expect(JSON.parse(stdout)).toMatchObject({ id: 1 });
    expect(stderr).toContain("printed");
  });

  it("does not start when a plugin can't be loaded into them", async () => {
    const cwd = scratch("run");
    await expectRun(await run(["serve", "--config", "kind-typo.yaml", "--workers", "2"], { cwd }), "serve-workers");
  });
});
