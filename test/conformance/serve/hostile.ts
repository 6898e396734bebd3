import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { Agent, request, type RequestOptions } from "node:http";
import { connect } from "node:net";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import fc from "fast-check";
import { end, overStdio, startServer } from "./transports.ts";

/** What one kind of bad input led to. */
export interface Findings {
  readonly what: string;
  readonly sent: number;
  /** Those that were not answered with an error. */
  readonly wrong: readonly string[];
}

const VALID = JSON.stringify({
  jsonrpc: "2.0",
  id: 7,
  method: "tools/call",
  params: {
    name: "invoke_hook",
    arguments: {
      hook_type: "tool_pre_invoke",
      plugin_name: "Plain",
      payload: { name: "t", args: { q: "x" } },
      context: { global_context: { request_id: "r" } },
    },
  },
});

const position = fc.nat(VALID.length - 1);
const character = fc.string({ unit: "binary", minLength: 1, maxLength: 1 });

/** Texts of one line that are no message. */
const malformed: fc.Arbitrary<string> = fc
  .oneof(
    fc.string({ unit: "binary" }),
    position.map((at) => VALID.slice(0, at)),
    fc.tuple(position, character).map(([at, bad]) => VALID.slice(0, at) + bad + VALID.slice(at + 1)),
    fc.json().filter((json) => !json.startsWith("{")),
    fc.constantFrom("[".repeat(10_000), '{"a":'.repeat(10_000), `{"jsonrpc":"2.0","id":1,"x":${"[".repeat(2000)}`),
    fc.constantFrom('{"jsonrpc":"2.0","id":null,"method":"ping"}', '{"jsonrpc":"2.0","id":1,"method":[]}', "{}"),
    fc.constantFrom('{"jsonrpc":"2.0","id":1,"method":"nope"}', '{"jsonrpc":"2.0","id":1,"method":"tools/call"}'),
    fc.constant('{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"invoke_hook","arguments":5}}'),
  )
  .filter((line) => !/[\n\r]/.test(line) && line !== "" && !mayBeValid(line));

/** What a change of one character leaves a message is left out: it may be a good one. */
function mayBeValid(line: string): boolean {
  try {
    const message = JSON.parse(line) as { params?: { name?: unknown; arguments?: unknown } };
    const { name, arguments: args } = message.params ?? {};
    return "method" in message && typeof name === "string" && typeof args === "object";
  } catch {
    return false;
  }
}

/** Sends bad input over each transport, to servers of their own, and asks each whether it still works. */
export async function attack(config: string, uds: string, count: number, seed: number): Promise<readonly Findings[]> {
  const lines = fc.sample(malformed, { numRuns: count, seed });
  const found = [await attackStdio(config, lines)];
  for (const place of [
    ["--port", "0"],
    ["--uds", uds],
  ]) {
    const server = await startServer(config, place);
    const [host = "", port] = server.place.replace("/mcp", "").split(":");
    const target = port === undefined ? { socketPath: uds } : { host, port: Number(port) };
    const way = port === undefined ? "HTTP over a Unix socket" : "http";
    try {
      found.push(await attackBodies(way, target, lines));
      found.push(await attackFrames(way, target, lines));
      found.push(await attackWithSize(way, target, server.child.pid ?? 0));
    } finally {
      await end(server.child);
    }
  }
  return found;
}

async function attackStdio(config: string, lines: readonly string[]): Promise<Findings> {
  const [command = "", ...args] = overStdio(config).section.mcp["cmd"] as string[];
  const child = spawn(command, args, { stdio: ["pipe", "pipe", "ignore"] });
  const replies = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const wrong: string[] = [];
  for (const line of [...lines, VALID]) child.stdin.write(`${line}\n`);
  for (const line of lines) {
    const { value } = await replies.next();
    if (!isError(String(value))) wrong.push(`${line.slice(0, 80)}: ${String(value)}`);
  }
  const { value } = await replies.next();
  if (!String(value).includes('"isError":false')) wrong.push(`a good call: ${String(value)}`);
  child.stdin.end();
  await once(child, "exit");
  return { what: "lines over stdio", sent: lines.length, wrong };
}

/** Eight clients at a time. */
async function attackBodies(way: string, target: RequestOptions, lines: readonly string[]): Promise<Findings> {
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  const wrong: string[] = [];
  const queue = lines.entries();
  const work = async (): Promise<void> => {
    for (const [, line] of queue) {
      const reply = await post({ ...target, agent }, line);
      if (!isError(reply)) wrong.push(`${line.slice(0, 80)}: ${reply}`);
    }
  };
  await Promise.all(Array.from({ length: 8 }, work));
  agent.destroy();
  if (!(await post(target, VALID)).includes('"isError":false')) wrong.push("a good call is not answered");
  return { what: `bodies over ${way}`, sent: lines.length, wrong };
}

const STARTS = [
  "POST /mcp HTTP/1.1\r\n",
  "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n",
  "GET ",
  "",
];

/** What is no HTTP, or has bad headers; each over a connection of its own. */
async function attackFrames(
  way: string,
  target: { readonly host: string; readonly port: number } | { readonly socketPath: string },
  lines: readonly string[],
): Promise<Findings> {
  const wrong: string[] = [];
  const queue = lines.entries();
  const work = async (): Promise<void> => {
    for (const [index, line] of queue) {
      const socket = "host" in target ? connect(target) : connect(target.socketPath);
      socket.on("error", () => {});
      socket.end(`${STARTS[index % STARTS.length]}${line}\r\n\r\n`);
      const reply = await text(socket).catch(() => "");
      if (reply !== "" && !/^HTTP\/1\.1 4\d\d /.test(reply)) wrong.push(`${line.slice(0, 80)}: ${reply.slice(0, 80)}`);
    }
  };
  await Promise.all(Array.from({ length: 8 }, work));
  if (!(await post(target, VALID)).includes('"isError":false')) wrong.push("a good call is not answered");
  return { what: `frames and headers over ${way}`, sent: lines.length, wrong };
}

const MEBIBYTE = 1024 * 1024;
/** More than a server that buffers nothing needs, and far less than was sent. */
const MOST_MEMORY = 400;

/** A body of 1 GiB that does not say so before: it must not end up in memory. */
async function attackWithSize(way: string, target: RequestOptions, pid: number): Promise<Findings> {
  const outgoing = request({ ...target, path: "/mcp", method: "POST", agent: false, headers: HEADERS });
  const answered = once(outgoing, "response").catch(() => []);
  const gone = new AbortController();
  outgoing.once("close", () => gone.abort());
  const chunk = Buffer.alloc(MEBIBYTE, 0x20);
  for (let sent = 0; sent < 1024 && !outgoing.destroyed; sent++) {
    if (!outgoing.write(chunk)) await once(outgoing, "drain", { signal: gone.signal }).catch(() => {});
  }
  outgoing.destroy();
  await answered;
  const peak = peakMemory(pid);
  const wrong = peak > MOST_MEMORY ? [`${peak} MiB of memory`] : [];
  if (!(await post(target, VALID)).includes('"isError":false')) wrong.push("a good call is not answered");
  return { what: `bodies of 1 GiB over ${way} (${peak} MiB of memory at most)`, sent: 1, wrong };
}

const HEADERS = { "Content-Type": "application/json" };

async function post(target: RequestOptions, body: string): Promise<string> {
  const outgoing = request({ agent: false, ...target, path: "/mcp", method: "POST", headers: HEADERS });
  outgoing.end(body);
  const [incoming] = await once(outgoing, "response");
  return text(incoming);
}

/** A call whose arguments are missing is an error of the tool. */
function isError(reply: string): boolean {
  return reply.includes('"error":{"code":-32') || reply.includes('"isError":true');
}

/** The most memory that a process has had, in MiB; 0 where the system does not tell. */
function peakMemory(pid: number): number {
  try {
    return Math.round(Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024);
  } catch {
    return 0;
  }
}
