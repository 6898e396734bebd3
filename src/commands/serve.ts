import { dirname, join, resolve } from "node:path";
import type { Command } from "commander";
import { z } from "zod";
import { ExitCode, failed, notFound, usageError } from "../errors.ts";
import { lookAt } from "../files/look-at.ts";
import { readText } from "../files/read-text.ts";
import type { LogRecord } from "../plugin/instance.ts";
import { renderLogLine } from "../report/serve-log.ts";
import { IMPLEMENTATION_CHOICES } from "../runtime/choose.ts";
import { loadConfig } from "../runtime/config/load-config.ts";
import { placeOfThrown } from "../runtime/manager/errors.ts";
import { DEFAULT_LIMITS } from "../server/limits.ts";
import { STICKY } from "../server/host/worker/pool.ts";
import { TRANSPORTS } from "../server/plan.ts";
import { serve } from "../server/serve.ts";
import { type CommandContext, parseFlags, wholeNumber, oneOf } from "./command.ts";
import { settingsOf } from "./settings.ts";

/** Where CPEX's own server looks when it is told nothing. */
const DEFAULT_CONFIG = join("resources", "plugins", "config.yaml");

const flagsSchema = z.object({
  config: z.string().optional(),
  transport: oneOf(TRANSPORTS).optional(),
  host: z.string().min(1, "must not be empty").optional(),
  port: wholeNumber(0, 65_535).optional(),
  uds: z.string().optional(),
  allowedHost: z.array(z.string()).default([]),
  allowedOrigin: z.array(z.string()).default([]),
  tokenFile: z.string().optional(),
  workers: wholeNumber(1, 64).optional(),
  sticky: oneOf(STICKY).optional(),
  legacyModes: z.boolean().default(false),
  implementation: oneOf(IMPLEMENTATION_CHOICES).optional(),
});

/** Timers of plugins would keep a server alive that is to end. */
export const endsProcess = true;

export function configure(command: Command): void {
  command
    .option("--config <file>", "the plugins to serve (default: PLUGINS_CONFIG_PATH, resources/plugins/config.yaml)")
    .option("--transport <which>", `how the gateway connects: ${TRANSPORTS.join(", ")} (default: stdio off a terminal)`)
    .option("--host <address>", "the address to listen on (default: 127.0.0.1)")
    .option("--port <number>", "the port to listen on (default: 8000, gRPC 50051; 0 takes a free one)")
    .option("--uds <path>", "listen on a Unix socket, with HTTP over it, or what --transport says")
    .option("--allowed-host <name...>", "names that clients may call this server by")
    .option("--allowed-origin <origin...>", "web pages that may call this server")
    .option("--token-file <file>", "a file with the bearer token that clients must bring")
    .option("--workers <number>", "run plugins in so many processes of their own")
    .option("--sticky <by>", `with --workers, what stays in one process: calls of a ${STICKY.join(", or of a ")}`)
    .option("--legacy-modes", "show the plugins' modes as gateways up to 1.0.0 know them")
    .option("--implementation <which>", `run plugins as: ${IMPLEMENTATION_CHOICES.join(", ")} (default: auto)`)
    .addHelpText(
      "after",
      `
Serves the plugins of a config to a gateway as an external plugin server: over MCP, gRPC, or CPEX's protocol for Unix
sockets. Logs are JSON lines on stderr. SIGHUP reloads the config; SIGTERM and Ctrl-C end the server after the calls that are
under way.

Examples:
  mcpplugins serve --config plugins/config.yaml
  mcpplugins serve --config plugins/config.yaml --transport http --port 8000
  mcpplugins serve --config plugins/config.yaml --uds /run/plugins/server.sock
  mcpplugins serve --config plugins/config.yaml --transport unix --uds /run/plugins/server.sock
  mcpplugins serve --config plugins/config.yaml --transport grpc --port 50051`,
    );
}

export async function run(_: readonly string[], flags: unknown, context: CommandContext): Promise<ExitCode> {
  const parsed = parseFlags(flagsSchema, flags);
  const { config, tokenFile, implementation, allowedHost, allowedOrigin, workers, sticky, legacyModes, ...place } =
    parsed;
  if (place.uds !== undefined && (place.host !== undefined || place.port !== undefined)) {
    throw usageError("name a Unix socket or a host and port, not both");
  }
  if (place.transport === "unix" && (place.host !== undefined || place.port !== undefined)) {
    throw usageError("the unix transport is served over a Unix socket only: name it with --uds");
  }
  if (place.transport !== undefined && place.transport !== "http") {
    if (tokenFile !== undefined) throw usageError("--token-file is for HTTP: no other transport asks for a token");
    if (allowedHost.length > 0 || allowedOrigin.length > 0) throw usageError("allowed hosts and origins are for HTTP");
  }
  if (sticky !== undefined && workers === undefined) throw usageError("--sticky needs --workers");
  const { cwd, signal } = context;
  const settings = settingsOf(process.env);
  const path = await configPath(config ?? (settings.config_path || undefined), cwd);
  const log = logTo(context, settings.log_level);
  const ended = new AbortController();
  process.once("SIGTERM", () => ended.abort());
  let failure: unknown;
  // What a plugin leaves uncaught ends the server, as it does in Node, but for its message and the calls under way.
  process.on("uncaughtException", (thrown) => {
    failure ??= thrown;
    log({ level: "warning", message: `the server ends, as something was thrown: ${placeOfThrown(thrown)}` });
    ended.abort();
  });
  await serve({
    readConfig: () => loadConfig(path, { env: process.env, settings }),
    base: dirname(path),
    cwd,
    flags: place,
    settings,
    implementation,
    workers: workers === undefined ? undefined : { count: workers, sticky },
    access: {
      allowedHosts: allowedHost,
      allowedOrigins: allowedOrigin,
      token: tokenFile === undefined ? undefined : await readToken(resolve(cwd, tokenFile)),
    },
    legacyModes,
    limits: DEFAULT_LIMITS,
    metrics: (process.env["ENABLE_METRICS"] ?? "true").toLowerCase() === "true",
    stdio: { input: process.stdin, output: process.stdout, isTerminal: process.stdin.isTTY },
    signal: AbortSignal.any([signal, ended.signal]),
    onReload: (reload) => process.on("SIGHUP", reload),
    log,
  });
  return failure === undefined ? ExitCode.ok : ExitCode.failed;
}

/** @throws {ToolError} exit 3 when nothing names a config, and none is where CPEX's own server looks. */
async function configPath(named: string | undefined, cwd: string): Promise<string> {
  const path = resolve(cwd, named ?? DEFAULT_CONFIG);
  if (named !== undefined || (await lookAt(path)) !== undefined) return path;
  throw notFound(`there is no ${DEFAULT_CONFIG} in ${cwd}`, { hint: "Name the config with --config." });
}

/** @throws {ToolError} when there is nothing in the file: an empty token would let nobody in, or everybody. */
async function readToken(path: string): Promise<string> {
  const token = (await readText(path)).trim();
  if (token === "") throw failed(`there is no token in ${path}`);
  return token;
}

/** Lines that say less than `PLUGINS_LOG_LEVEL` asks for are left out. */
function logTo({ note, verbose }: CommandContext, logLevel: string): (record: LogRecord) => void {
  const wantsAll = verbose || ["DEBUG", "INFO"].includes(logLevel.toUpperCase());
  const wantsWarnings = wantsAll || ["WARN", "WARNING"].includes(logLevel.toUpperCase());
  return (record) => {
    if (record.level === "warning" ? wantsWarnings : wantsAll) note(renderLogLine(record, new Date()));
  };
}
