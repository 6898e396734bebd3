import { execFile } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { messageOf } from "../../../src/errors.ts";
import type { Findings } from "./hostile.ts";
import { end, overStdio, startServer } from "./transports.ts";

const PACKAGE = "@modelcontextprotocol/inspector@2.12.0";
const exec = promisify(execFile);

type Json = Readonly<Record<string, unknown>>;

const payload = { name: "t", args: { q: "mail jo@example.com" } };
const context = { global_context: { request_id: "r" } };

/** What the inspector is asked for, and a part of what it is to say. */
const ASKED: readonly (readonly [asks: readonly string[], says: readonly string[]])[] = [
  [
    ["--method", "tools/list"],
    ["get_plugin_configs", "get_plugin_config", "invoke_hook"],
  ],
  [call("get_plugin_configs"), ['\\"name\\":\\"Pii\\"', '\\"name\\":\\"Lenient\\"']],
  [call("get_plugin_config", "name=pii"), ['\\"name\\":\\"Pii\\"']],
  [
    call(
      "invoke_hook",
      "hook_type=tool_pre_invoke",
      "plugin_name=Pii",
      `payload=${JSON.stringify(payload)}`,
      `context=${JSON.stringify(context)}`,
    ),
    ['\\"continue_processing\\":true', "mail [REDACTED]"],
  ],
];

function call(tool: string, ...args: readonly string[]): string[] {
  return ["--method", "tools/call", "--tool-name", tool, ...(args.length === 0 ? [] : ["--tool-arg", ...args])];
}

/** Lists and calls the tools with the MCP Inspector; undefined where that can't be installed. */
export async function inspect(
  config: string,
  folder: string,
  print: (line: string) => void,
): Promise<readonly Findings[] | undefined> {
  const inspector = await install(join(folder, "inspector"), print);
  if (inspector === undefined) return undefined;
  const [command = "", ...args] = overStdio(config).section.mcp["cmd"] as string[];
  const server = await startServer(config, ["--port", "0"]);
  try {
    return [
      await ask(inspector, folder, "stdio", { type: "stdio", command, args }),
      await ask(inspector, folder, "http", { type: "http", url: `http://${server.place}` }),
    ];
  } finally {
    await end(server.child);
  }
}

/** The inspector's command line, in a folder of its own. */
async function install(folder: string, print: (line: string) => void): Promise<string | undefined> {
  mkdirSync(folder);
  writeFileSync(join(folder, "package.json"), '{"private":true}');
  const options = ["--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=0", "--fetch-timeout=30000"];
  try {
    await exec("npm", ["install", ...options, PACKAGE], { cwd: folder });
  } catch (error) {
    print(`${PACKAGE} can't be installed, and is left out: ${messageOf(error).split("\n", 1)[0]}`);
    return undefined;
  }
  const binary = join(folder, "node_modules", ".bin", "mcp-inspector");
  if (!existsSync(binary)) throw new Error(`${PACKAGE} has no mcp-inspector`);
  return binary;
}

async function ask(inspector: string, folder: string, way: string, entry: Json): Promise<Findings> {
  const servers = join(folder, "servers.json");
  writeFileSync(servers, JSON.stringify({ mcpServers: { plugins: entry } }));
  const env = { ...process.env, MCP_INSPECTOR_SECRET_STORE: "memory" };
  const wrong: string[] = [];
  for (const [asks, says] of ASKED) {
    const args = [inspector, "--cli", "--config", servers, "--server", "plugins", ...asks];
    const said = await exec(process.execPath, args, { env }).then(({ stdout }) => stdout, messageOf);
    const missing = says.filter((part) => !said.includes(part));
    if (missing.length > 0) wrong.push(`${asks.join(" ")}: ${missing.join(", ")} not in ${said.slice(0, 500)}`);
  }
  return { what: `requests of the MCP Inspector over ${way}`, sent: ASKED.length, wrong };
}
