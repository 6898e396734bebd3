import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer, type Socket } from "node:net";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, it, onTestFinished } from "vitest";
import { createContext } from "../../../../src/plugin/context.ts";
import type { LogRecord } from "../../../../src/plugin/instance.ts";
import { PluginError } from "../../../../src/plugin/plugin-error.ts";
import { pluginConfig } from "../../../../src/runtime/config/plugin-config.ts";
import { openGrpcPlugin } from "../../../../src/runtime/external/grpc-plugin.ts";
import { loadByKind } from "../../../../src/runtime/kinds.ts";
import { openExternal } from "../../../../src/runtime/external/open-external.ts";
import { FrameSplitter, frame } from "../../../../src/runtime/protobuf/frames.ts";
import { DEFAULT_LIMITS } from "../../../../src/server/limits.ts";
import { serveService } from "../../../../src/server/serve-service.ts";
import { type Entry, hostOf } from "../../server/fixture.ts";

function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), "service-plugins-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** Serves plugins with our own server, at a socket of either protocol. */
async function serve(
  transport: "unix" | "grpc",
  uds: string,
  ...entries: readonly Entry[]
): Promise<() => Promise<void>> {
  const host = await hostOf(...entries);
  const end = new AbortController();
  const options = { host, limits: DEFAULT_LIMITS, timeoutSeconds: 30, log: () => {}, signal: end.signal };
  const plan =
    transport === "unix"
      ? ({ transport, path: uds } as const)
      : ({ transport, place: { uds }, tls: undefined, tlsBase: "." } as const);
  let serving = Promise.resolve();
  await new Promise<unknown>((resolve, reject) => {
    serving = serveService({ ...options, plan, onListening: resolve });
    serving.catch(reject);
  });
  const stop = async (): Promise<void> => {
    end.abort();
    await serving;
  };
  onTestFinished(stop);
  return stop;
}

async function open(fields: object, timeoutSeconds = 30) {
  const logged: LogRecord[] = [];
  const entry = pluginConfig.parse({ name: "P", kind: "external", hooks: ["tool_pre_invoke"], ...fields });
  const options = { base: "/", timeoutSeconds, log: (record: LogRecord) => void logged.push(record) };
  const { instance, config } = await openExternal(entry, options);
  onTestFinished(() => instance.shutdown?.());
  const call = (payload: unknown = { name: "t", args: {} }, context = createContext("r")) =>
    Promise.resolve(instance.invoke("tool_pre_invoke", payload, context));
  return { instance, config, logged, call };
}

const section = (transport: "unix" | "grpc", uds: string) =>
  transport === "unix" ? { unix_socket: { path: uds, reconnect_delay: 0.001 } } : { grpc: { uds } };

describe.each(["unix", "grpc"] as const)("a plugin over %s", (transport) => {
  it("answers, and its state comes back", async () => {
    const uds = join(scratch(), "s");
    await serve(transport, uds, {
      name: "P",
      invoke: (_, payload, context) => {
        context.state["seen"] = payload;
        context.global_context.state["shared"] = 1;
        return { continue_processing: true, metadata: { n: [1, null] }, modified_payload: { name: "u", args: {} } };
      },
    });
    const { call } = await open(section(transport, uds));
    const context = createContext("r");
    expect(await call({ name: "t", args: { a: null } }, context)).toMatchObject({
      metadata: { n: [1, null] },
      modified_payload: { name: "u" },
    });
    expect(context.state).toEqual({ seen: { name: "t", args: { a: null } } });
    expect(context.global_context.state).toEqual({ shared: 1 });
  });

  it("keeps the shared state when the server sends none, as in CPEX", async () => {
    const uds = join(scratch(), "s");
    await serve(transport, uds, {
      name: "P",
      invoke: (_, __, context) => {
        context.state["own"] = 1;
        delete context.global_context.state["given"];
        return { continue_processing: true, metadata: {} };
      },
    });
    const { call } = await open(section(transport, uds));
    const context = createContext("r");
    context.global_context.state["given"] = 1;
    await call(undefined, context);
    expect(context).toMatchObject({ state: { own: 1 }, global_context: { state: { given: 1 } } });
  });

  it("fails with the error of its server", async () => {
    const uds = join(scratch(), "s");
    const error = { message: "m", plugin_name: "P", code: "c", details: { a: [1] }, mcp_error_code: -3 };
    await serve(transport, uds, {
      name: "P",
      invoke: () => {
        throw new PluginError(error);
      },
    });
    const { call } = await open(section(transport, uds));
    await expect(call()).rejects.toMatchObject({ error });
  });

  it("answers many calls at a time", async () => {
    const uds = join(scratch(), "s");
    const invoke = async (_: unknown, payload: unknown) => {
      const { args } = payload as { args: { n: number } };
      await delay(args.n % 5);
      return { continue_processing: true, metadata: args };
    };
    await serve(transport, uds, { name: "P", invoke });
    const { call } = await open(section(transport, uds));
    const results = await Promise.all(Array.from({ length: 100 }, (_, n) => call({ name: "t", args: { n } })));
    expect(results.map(({ metadata }) => metadata["n"])).toEqual(Array.from({ length: 100 }, (_, n) => n));
  });

  it("can be called again when its server is back", async () => {
    const uds = join(scratch(), "s");
    const stop = await serve(transport, uds, { name: "P" });
    const { call } = await open(section(transport, uds));
    await call();
    await stop();
    await expect(call()).rejects.toMatchObject({ name: "PluginError" });
    await serve(transport, uds, { name: "P" });
    expect(await call()).toMatchObject({ continue_processing: true });
  });

  it.each([
    ["no object", [1], "TypeError("],
    ["no JSON", { name: "t", args: { n: 1n } }, "TypeError("],
  ])("fails when its payload is %s, and goes on", async (_, payload, message) => {
    const uds = join(scratch(), "s");
    await serve(transport, uds, { name: "P" });
    const { call } = await open(section(transport, uds));
    await expect(call(payload)).rejects.toMatchObject({
      error: { message: expect.stringContaining(message) as unknown },
    });
    expect(await call()).toMatchObject({ continue_processing: true });
  });

  it("says where its server is", async () => {
    const uds = join(scratch(), "s");
    await serve(transport, uds, { name: "P" });
    const entry = pluginConfig.parse({
      name: "P",
      kind: "external",
      hooks: ["tool_pre_invoke"],
      ...section(transport, uds),
    });
    const { answering, instance } = await loadByKind(entry, { base: "/", log: () => {} });
    onTestFinished(() => instance.shutdown?.());
    expect(answering.reason).toContain(uds);
  });

  it("fails when it is closed", async () => {
    const uds = join(scratch(), "s");
    await serve(transport, uds, { name: "P" });
    const { call, instance } = await open(section(transport, uds));
    await instance.shutdown?.();
    await expect(call()).rejects.toMatchObject({ name: "PluginError" });
  });
});

describe("whose config holds", () => {
  const served = { name: "P", hooks: ["tool_pre_invoke", "tool_post_invoke"], priority: 7 };

  it("is over gRPC the server's, where the entry states nothing", async () => {
    const uds = join(scratch(), "s");
    await serve("grpc", uds, served);
    const { config } = await open({ grpc: { uds } });
    expect(config).toMatchObject({ priority: 7, hooks: ["tool_pre_invoke"], kind: "external" });
  });

  it("is over a Unix socket the entry's alone, as in CPEX", async () => {
    const uds = join(scratch(), "s");
    await serve("unix", uds, served);
    const { config, logged } = await open({ unix_socket: { path: uds }, hooks: [] });
    expect(config).toMatchObject({ priority: 100, hooks: [] });
    expect(logged).toMatchObject([
      { level: "warning", message: expect.stringContaining("must name its hooks") as unknown },
    ]);
  });
});

describe("a server that has no such plugin", () => {
  it("is an error over gRPC", async () => {
    const uds = join(scratch(), "s");
    await serve("grpc", uds, { name: "Q" });
    await expect(open({ grpc: { uds } })).rejects.toThrow("Unable to retrieve configuration for external plugin");
  });

  it("is a warning over a Unix socket, and each call is an error, as in CPEX", async () => {
    const uds = join(scratch(), "s");
    await serve("unix", uds, { name: "Q" });
    const { logged, call } = await open({ unix_socket: { path: uds } });
    expect(logged).toMatchObject([{ level: "warning" }]);
    await expect(call()).rejects.toThrow("Unable to find tool_pre_invoke for plugin P.");
  });
});

describe("a server that is not there", () => {
  it("is an error at once over a Unix socket", async () => {
    const path = join(scratch(), "none");
    await expect(open({ unix_socket: { path } })).rejects.toThrow(`Failed to connect to ${path}`);
  });

  it("is an error after three attempts over gRPC", async () => {
    const uds = join(scratch(), "none");
    const entry = pluginConfig.parse({ name: "P", kind: "external", grpc: { uds } });
    const opened = openGrpcPlugin(entry, entry.grpc!, { base: "/", timeoutSeconds: 1, log: () => {} }, 1);
    await expect(opened).rejects.toThrow("gRPC plugin 'P' connection failed after 3 attempts: connect ENOENT");
  });

  it("is an error over gRPC when its certificates can't be read", async () => {
    const grpc = { target: "localhost:1", tls: { ca_bundle: "/no/such/file" } };
    await expect(open({ grpc })).rejects.toThrow("the certificates for TLS can't be used");
  });
});

describe("a server that misbehaves on a Unix socket", () => {
  /** A server that does with each request what it is told to. */
  async function misbehave(
    path: string,
    act: (send: (response: Buffer) => void, end: () => void, socket: Socket) => void,
  ): Promise<void> {
    let isFirst = true;
    const server = createServer((socket) => {
      const frames = new FrameSplitter(2 ** 20);
      socket.on("error", () => {});
      socket.on("data", (chunk: Buffer) => {
        for (const _ of frames.split(chunk)) {
          // The request for the config.
          if (isFirst) socket.write(frame(Buffer.alloc(0)));
          else
            act(
              (response) => void socket.write(response),
              () => socket.destroy(),
              socket,
            );
          isFirst = false;
        }
      });
    }).listen(path);
    await once(server, "listening");
    onTestFinished(() => void server.close());
  }

  const open3 = (path: string, fields: object = {}) =>
    open({ unix_socket: { path, reconnect_attempts: 2, reconnect_delay: 0.001, ...fields } });

  it("is asked again when it breaks off, and given up after so many attempts", async () => {
    const path = join(scratch(), "s");
    let asked = 0;
    await misbehave(path, (_, end) => {
      asked++;
      end();
    });
    const { call } = await open3(path);
    await expect(call()).rejects.toThrow("Request failed after 3 attempts: Connection closed");
    expect(asked).toBe(3);
  });

  it("is given up when it does not answer in time, on a connection that is not used again", async () => {
    const path = join(scratch(), "s");
    const asked: Socket[] = [];
    await misbehave(path, (_send, _end, socket) => void asked.push(socket));
    const { call } = await open3(path, { timeout: 0.4 });
    await expect(call()).rejects.toThrow("Request timed out after 0.4s");
    await call().catch(() => {});
    await expect.poll(() => asked).toHaveLength(2);
    expect(asked[0]).not.toBe(asked[1]);
  });

  it.each([
    ["bytes that are no message", frame(Buffer.alloc(9, 0xff)), "Received an invalid response"],
    [
      "neither a result nor an error",
      frame(Buffer.alloc(0)),
      "Received invalid response from Unix socket plugin server",
    ],
  ])("is an error when it sends %s", async (_, response, message) => {
    const path = join(scratch(), "s");
    await misbehave(path, (send) => send(response));
    const { call } = await open3(path);
    await expect(call()).rejects.toThrow(message);
    expect(existsSync(path)).toBe(true);
  });
});
