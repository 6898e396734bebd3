import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const BINARY = fileURLToPath(new URL("../../../bin/mcpplugins.js", import.meta.url));

type Json = Readonly<Record<string, unknown>>;

/** How the gateway is told to reach a server, and how that is ended. */
export interface Reach {
  readonly name: string;
  /** The section of the plugin's entry. */
  readonly section: { readonly mcp: Json } | { readonly grpc: Json } | { readonly unix_socket: Json };
  stop(): Promise<void>;
}

export function overStdio(config: string): Reach & { readonly section: { readonly mcp: Json } } {
  const cmd = [process.execPath, BINARY, "serve", "--config", config, "--transport", "stdio"];
  return { name: "stdio", section: { mcp: { proto: "STDIO", cmd } }, stop: async () => {} };
}

export async function overHttp(config: string): Promise<Reach> {
  return overPort("http", config, []);
}

export async function overWorkers(config: string): Promise<Reach> {
  return overPort("http, with two workers", config, ["--workers", "2"]);
}

async function overPort(name: string, config: string, args: readonly string[]): Promise<Reach> {
  const { child, place } = await startServer(config, ["--port", "0", ...args]);
  // The gateway does not take addresses in numbers.
  const url = `http://${place.replace("127.0.0.1", "localhost")}`;
  return { name, section: { mcp: { proto: "STREAMABLEHTTP", url } }, stop: () => end(child) };
}

export async function overSocket(config: string, folder: string): Promise<Reach> {
  const uds = join(folder, "server.sock");
  const { child } = await startServer(config, ["--uds", uds]);
  const mcp = { proto: "STREAMABLEHTTP", url: "http://localhost/mcp", uds };
  return { name: "HTTP over a Unix socket", section: { mcp }, stop: () => end(child) };
}

/** @param env added to the server's environment. */
export async function overUnix(config: string, folder: string, env: NodeJS.ProcessEnv = {}): Promise<Reach> {
  const path = join(folder, "native.sock");
  const { child } = await startServer(config, ["--uds", path], "unix", env);
  return { name: "a Unix socket", section: { unix_socket: { path } }, stop: () => end(child) };
}

export async function overGrpc(config: string): Promise<Reach> {
  const { child, place } = await startServer(config, ["--port", "0"], "grpc");
  return { name: "gRPC", section: { grpc: { target: place } }, stop: () => end(child) };
}

export async function overGrpcSocket(config: string, folder: string): Promise<Reach> {
  const uds = join(folder, "grpc.sock");
  const { child } = await startServer(config, ["--uds", uds], "grpc");
  return { name: "gRPC over a Unix socket", section: { grpc: { uds } }, stop: () => end(child) };
}

/** Starts a server, and waits until it says where it listens. */
export async function startServer(
  config: string,
  place: readonly string[],
  transport = "http",
  env: NodeJS.ProcessEnv = {},
): Promise<{ readonly child: ChildProcess; readonly place: string }> {
  const args = [BINARY, "serve", "--config", config, "--transport", transport, ...place];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "pipe"], env: { ...process.env, ...env } });
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stderr })) {
    lines.push(line);
    const listening = /"listening on ([^"]+)"/.exec(line)?.[1];
    if (listening !== undefined) {
      child.stderr.resume();
      return { child, place: listening };
    }
  }
  throw new Error(`the server has ended:\n${lines.join("\n")}`);
}

export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.kill("SIGTERM");
  await exited;
}
