import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { firstDifference } from "../compare.ts";
import { Oracle } from "../oracle.ts";
import type { Counts, SuiteOptions } from "../suite.ts";
import { type Case, CASES, SERVED, SERVICE_CASES, STDIO_CASES, UNIX_CASES } from "./cases.ts";
import { play } from "./play.ts";
import { startGrpcServer, startServer, startUnixServer } from "./server.ts";

const MODULE = "cpex.framework.external.mcp.server.runtime";

/** Calls the same plugins, on the real plugin server, through CPEX's manager and through ours. */
export async function run({ python, print }: Pick<SuiteOptions, "python" | "print">): Promise<Counts> {
  const folder = mkdtempSync(join(tmpdir(), "external-conformance-"));
  const config = join(folder, "config.yaml");
  // The server fills in no template, and JSON is YAML.
  writeFileSync(config, JSON.stringify({ plugins: SERVED }));
  const env = {
    PLUGINS_CONFIG_PATH: config,
    PYTHONPATH: fileURLToPath(new URL(".", import.meta.url)),
    PYTHONDONTWRITEBYTECODE: "1",
  };
  const oracle = new Oracle(python, new URL("driver.py", import.meta.url));
  const counts = { passed: 0, failed: 0 };
  const checkAll = async (transport: string, section: object, cases: readonly Case[]) => {
    for (const [index, one] of cases.entries()) {
      const difference = await compare(oracle, one, section, join(folder, `${transport}-${index}`));
      counts[difference === undefined ? "passed" : "failed"]++;
      if (difference !== undefined) print(`${transport}, ${one.name}: ${difference}`);
    }
    print(`${cases.length} cases over ${transport}`);
  };
  try {
    const cmd = [python, "-m", MODULE];
    const stdio = { proto: "STDIO", cmd, env: { ...env, PLUGINS_TRANSPORT: "stdio" } };
    await checkAll("stdio", { mcp: stdio }, [...CASES, ...STDIO_CASES]);
    const http = await startServer(cmd, env);
    try {
      await checkAll("http", { mcp: { proto: "STREAMABLEHTTP", url: http.url } }, CASES);
    } finally {
      await http.stop();
    }
    const uds = join(folder, "socket");
    const socket = await startServer(cmd, env, uds);
    try {
      await checkAll("HTTP over a Unix socket", { mcp: { proto: "STREAMABLEHTTP", url: socket.url, uds } }, CASES);
    } finally {
      await socket.stop();
    }
    const path = join(folder, "native");
    const native = await startUnixServer(python, env, path);
    try {
      await checkAll("a Unix socket", { unix_socket: { path } }, UNIX_CASES);
    } finally {
      await native.stop();
    }
    const grpc = await startGrpcServer(python, env);
    try {
      await checkAll("gRPC", { grpc: { target: grpc.target } }, SERVICE_CASES);
    } finally {
      await grpc.stop();
    }
    return counts;
  } finally {
    oracle.close();
    rmSync(folder, { recursive: true });
  }
}

/** Each side gets a mark of its own, by which a plugin knows that it has been called before. */
async function compare(oracle: Oracle, one: Case, section: object, mark: string): Promise<string | undefined> {
  const { calls, timeout = 30 } = one;
  const request = { plugin: { ...one.plugin, kind: "external", ...section }, calls, timeout };
  const marked = (side: string): typeof request =>
    JSON.parse(JSON.stringify(request).replaceAll("$MARK", `${mark}-${side}`)) as typeof request;
  const [theirs, ours] = await Promise.all([oracle.ask(marked("theirs")), play(marked("ours"), tmpdir())]);
  return firstDifference(tidy(theirs), tidy(ours));
}

/** A plugin that can't be loaded has another beginning of its message there. */
function tidy(outcome: unknown): unknown {
  const { load_error, ...rest } = JSON.parse(JSON.stringify(outcome)) as Readonly<Record<string, unknown>>;
  if (load_error === undefined) return withoutNulls(rest);
  return { load_error: String(load_error).replace(/^Plugin initialization failed: \w+ - /, "") };
}

/** Objects that are a plugin's or a caller's own, where null is a value. */
const FREE = new Set(["args", "config", "details", "metadata", "state"]);

/** A field of a model that is null in Python is absent here. */
function withoutNulls(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(withoutNulls);
  const kept = Object.entries(value).filter(([, item]) => item !== null);
  return Object.fromEntries(kept.map(([key, item]) => [key, FREE.has(key) ? item : withoutNulls(item)]));
}
