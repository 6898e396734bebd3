import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Agent, request, type RequestOptions } from "node:http";
import { text } from "node:stream/consumers";
import { once } from "node:events";
import { median } from "../../../src/bench/statistics/quantile.ts";
import { formatTable } from "../../../src/report/table.ts";
import {
  startGrpcServer as startGrpcPeer,
  startServer as startPeer,
  startUnixServer as startUnixPeer,
} from "../../conformance/external/server.ts";
import { Oracle } from "../../conformance/oracle.ts";
import { end, overStdio, startServer } from "../../conformance/serve/transports.ts";
import { OurClient } from "./our-client.ts";

const ROUNDS = 5;
const CALLS = 800;
const OWN_CALLS = 20_000;
const CLIENTS = 8;
const PEER_MODULE = "cpex.framework.external.mcp.server.runtime";

/** How a plugin is reached: a section of its entry. */
type Section = Readonly<Record<string, unknown>>;

/** Compares our server with CPEX's own, both called by CPEX's client in turns, and then calls ours in other ways. */
export async function run({ python, print }: { python: string; print: (line: string) => void }): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "serve-bench-"));
  const place = fileURLToPath(new URL("noop", import.meta.url));
  const ours = join(folder, "ours.yaml");
  const theirs = join(folder, "theirs.yaml");
  const plugin = { name: "Noop", hooks: ["tool_pre_invoke"] };
  writeFileSync(ours, JSON.stringify({ plugins: [{ ...plugin, kind: place }] }));
  writeFileSync(theirs, JSON.stringify({ plugins: [{ ...plugin, kind: "noop.Noop" }] }));
  const env = {
    PLUGINS_CONFIG_PATH: theirs,
    PLUGINS_LOG_LEVEL: "CRITICAL",
    PYTHONPATH: fileURLToPath(new URL(".", import.meta.url)),
    PYTHONDONTWRITEBYTECODE: "1",
  };
  const cmd = [python, "-m", PEER_MODULE];
  const client = new Oracle(python, new URL("peer.py", import.meta.url));
  const uds = join(folder, "s.sock");
  const native = join(folder, "n.sock");
  const theirNative = join(folder, "p.sock");
  const peers = await Promise.all([
    startPeer(cmd, env),
    startUnixPeer(python, env, theirNative),
    startGrpcPeer(python, env),
  ]);
  const [peer, , grpcPeer] = peers;
  const servers = await Promise.all([
    startServer(ours, ["--port", "0"]),
    startServer(ours, ["--uds", uds]),
    startServer(ours, ["--uds", native], "unix"),
    startServer(ours, ["--port", "0"], "grpc"),
    startServer(ours, ["--port", "0", "--workers", "2"]),
  ]);
  const [http, , , grpc, workers] = servers;
  try {
    const url = urlOf(http.place);
    const stdio = { proto: "STDIO", cmd, env: { ...env, PLUGINS_TRANSPORT: "stdio" } };
    const rows = [["cpex's client, calls per second", "our server", "cpex's", "ratio of the medians"]];
    rows.push(await compare(client, "stdio, 1 client", overStdio(ours).section, { mcp: stdio }, 1));
    const over = (to: string): Section => ({ mcp: { proto: "STREAMABLEHTTP", url: to } });
    rows.push(await compare(client, `HTTP, ${CLIENTS} clients`, over(url), over(peer.url), CLIENTS));
    const unix = (path: string): Section => ({ unix_socket: { path } });
    const target = (to: string): Section => ({ grpc: { target: to } });
    for (const clients of [1, CLIENTS]) {
      const times = clients === 1 ? "1 client" : `${clients} clients`;
      rows.push(await compare(client, `a Unix socket, ${times}`, unix(native), unix(theirNative), clients));
      rows.push(await compare(client, `gRPC, ${times}`, target(grpc.place), target(grpcPeer.target), clients));
    }
    for (const line of formatTable(rows)) print(line);
    const ways: readonly (readonly [string, Section])[] = [
      ["HTTP over a Unix socket", { mcp: { proto: "STREAMABLEHTTP", url: "http://localhost/mcp", uds } }],
      ["a Unix socket", unix(native)],
      ["gRPC", target(grpc.place)],
      ["HTTP with two workers", over(urlOf(workers.place))],
      ["CPEX's server, a Unix socket", unix(theirNative)],
      ["CPEX's server, gRPC", target(grpcPeer.target)],
    ];
    for (const [name, section] of ways) {
      const own = await OurClient.open(section);
      for (const width of [1, 32]) {
        const taken = await own.time(OWN_CALLS, width);
        print(`our client, ${name}, ${width} calls at a time: ${rate(OWN_CALLS, taken)}`);
      }
      await own.close();
    }
    const bare = await timeRequests({ socketPath: uds }, OWN_CALLS, 32);
    print(`bare HTTP requests over a Unix socket, 32 at a time: ${rate(OWN_CALLS, bare)}`);
  } finally {
    client.close();
    await Promise.all([...peers.map((one) => one.stop()), ...servers.map(({ child }) => end(child))]);
    rmSync(folder, { recursive: true });
  }
}

/** CPEX's client does not take addresses in numbers. */
function urlOf(place: string): string {
  return `http://${place.replace("127.0.0.1", "localhost")}`;
}

/** Both servers in turns. */
async function compare(
  client: Oracle,
  name: string,
  ours: Section,
  theirs: Section,
  clients: number,
): Promise<string[]> {
  const rates: Record<"ours" | "theirs", number[]> = { ours: [], theirs: [] };
  for (let round = 0; round < ROUNDS; round++) {
    for (const [side, section] of [["ours", ours] as const, ["theirs", theirs] as const]) {
      const plugin = { name: "Noop", kind: "external", hooks: ["tool_pre_invoke"], ...section };
      rates[side].push(CALLS / Number(await client.ask({ plugin, calls: CALLS, clients })));
    }
  }
  const [left, right] = [median(rates.ours), median(rates.theirs)];
  return [name, left.toFixed(0), right.toFixed(0), `${(left / right).toFixed(2)}x`];
}

/** Seconds for so many calls without any client's own work. */
async function timeRequests(target: RequestOptions, calls: number, width: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: width });
  let sent = 0;
  const work = async (): Promise<void> => {
    while (sent < calls) await post({ ...target, agent }, sent++);
  };
  const begun = performance.now();
  await Promise.all(Array.from({ length: width }, work));
  const taken = (performance.now() - begun) / 1000;
  agent.destroy();
  return taken;
}

async function post(target: RequestOptions, id: number): Promise<void> {
  const context = { global_context: { request_id: String(id) } };
  const args = { hook_type: "tool_pre_invoke", plugin_name: "Noop", payload: { name: "search", args: {} }, context };
  const outgoing = request({
    ...target,
    path: "/mcp",
    method: "POST",
    headers: { "Content-Type": "application/json" },
  });
  outgoing.end(
    JSON.stringify({ jsonrpc: "2.0", id, method: "tools/call", params: { name: "invoke_hook", arguments: args } }),
  );
  const [incoming] = await once(outgoing, "response");
  await text(incoming);
}

function rate(calls: number, seconds: number): string {
  return `${Math.round(calls / seconds).toLocaleString("en-US")} calls per second`;
}
