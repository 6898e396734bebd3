import { spawn } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, connect, createServer } from "node:net";
import { setTimeout as delay } from "node:timers/promises";

export interface RunningServer {
  stop(): Promise<void>;
}

type Address = { readonly path: string } | { readonly host: string; readonly port: number };

/** Starts the real plugin server over HTTP, on a free port or on a Unix socket, and waits until it listens. */
export async function startServer(
  command: readonly string[],
  env: Readonly<Record<string, string>>,
  uds?: string,
): Promise<RunningServer & { readonly url: string }> {
  const port = await freePort();
  const place = uds === undefined ? { PLUGINS_SERVER_PORT: String(port) } : { PLUGINS_SERVER_UDS: uds };
  const all = { PLUGINS_TRANSPORT: "http", PLUGINS_SERVER_HOST: "127.0.0.1", ...env, ...place };
  const server = await start(command, all, uds === undefined ? { host: "127.0.0.1", port } : { path: uds });
  return { ...server, url: uds === undefined ? `http://localhost:${port}/mcp` : "http://localhost/mcp" };
}

/** Starts the real plugin server with its own protocol, on a Unix socket. */
export function startUnixServer(
  python: string,
  env: Readonly<Record<string, string>>,
  path: string,
): Promise<RunningServer> {
  const command = [python, "-m", "cpex.framework.external.unix.server.runtime"];
  return start(command, { ...env, PLUGINS_UNIX_SOCKET_PATH: path }, { path });
}

/** Starts the real plugin server over gRPC, on a free port. */
export async function startGrpcServer(
  python: string,
  env: Readonly<Record<string, string>>,
): Promise<RunningServer & { readonly target: string }> {
  const port = await freePort();
  const command = [python, "-m", "cpex.framework.external.grpc.server.runtime"];
  const place = { PLUGINS_GRPC_SERVER_HOST: "127.0.0.1", PLUGINS_GRPC_SERVER_PORT: String(port) };
  const server = await start(command, { ...env, ...place }, { host: "127.0.0.1", port });
  return { ...server, target: `127.0.0.1:${port}` };
}

async function start(
  [command = "", ...args]: readonly string[],
  env: Readonly<Record<string, string>>,
  address: Address,
): Promise<RunningServer> {
  const child = spawn(command, args, {
    env: { PATH: process.env["PATH"], ...env },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => {
    said += chunk.toString();
  });
  const exited = once(child, "exit");
  while (!(await listens(address))) {
    if (child.exitCode !== null) throw new Error(`the plugin server has died:\n${said}`);
    await delay(100);
  }
  return {
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

async function listens(address: Address): Promise<boolean> {
  const socket = connect(address);
  try {
    await once(socket, "connect");
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
