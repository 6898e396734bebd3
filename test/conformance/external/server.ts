import { spawn } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, connect, createServer } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

export interface RunningServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts the real plugin server over HTTP, on a free port or on a Unix socket, and waits until it listens. */
export async function startServer(
  [command = "", ...args]: readonly string[],
  env: Readonly<Record<string, string>>,
  uds?: string,
): Promise<RunningServer> {
  const port = await freePort();
  const place = uds === undefined ? { PLUGINS_SERVER_PORT: String(port) } : { PLUGINS_SERVER_UDS: uds };
  const child = spawn(command, args, {
    env: { PATH: process.env["PATH"], PLUGINS_TRANSPORT: "http", PLUGINS_SERVER_HOST: "127.0.0.1", ...env, ...place },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  const exited = once(child, "exit");
  while (!(await listens(uds === undefined ? { host: "127.0.0.1", port } : { path: uds }))) {
    if (child.exitCode !== null) throw new Error(`the plugin server has died:\n${said}`);
    await delay(100);
  }
  return {
    url: uds === undefined ? `http://localhost:${port}/mcp` : "http://localhost/mcp",
    async stop() {
      child.kill();
      await exited;
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}

async function listens(
  target: { readonly path: string } | { readonly host: string; readonly port: number },
): Promise<boolean> {
  const socket = connect(target);
  try {
    await once(socket, "connect");
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
