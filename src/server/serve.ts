import type { Readable, Writable } from "node:stream";
import { messageOf, ToolError } from "../errors.ts";
import type { LogRecord } from "../plugin/instance.ts";
import type { ImplementationChoice } from "../runtime/choose.ts";
import type { Config } from "../runtime/config/config.ts";
import type { PluginSettings } from "../runtime/settings.ts";
import { withLegacyMode } from "./host/legacy-modes.ts";
import { loadPlugins } from "./host/load-plugins.ts";
import { LocalRunner } from "./host/local-runner.ts";
import { PluginHost } from "./host/plugin-host.ts";
import type { Observer } from "./host/observer.ts";
import type { Runner } from "./host/runner.ts";
import { toPlain } from "./host/worker/messages.ts";
import { type Sticky, WorkerPool } from "./host/worker/pool.ts";
import type { Limits } from "./limits.ts";
import { Metrics } from "./metrics.ts";
import { type PlanFlags, planServer, type ServePlan } from "./plan.ts";
import { createAnswerer } from "./protocol/answer.ts";
import { type Access, serveHttp } from "./serve-http.ts";
import { createTools } from "./tools/tools.ts";
import { serveStdio } from "./transport/stdio.ts";

export interface ServeOptions {
  /** Reads the config: at the start, and once more for each reload. */
  readonly readConfig: () => Promise<Config>;
  /** The folder of the config file, where the kinds of plugins are looked for from. */
  readonly base: string;
  readonly cwd: string;
  readonly flags: PlanFlags;
  readonly settings: PluginSettings;
  readonly implementation: ImplementationChoice | undefined;
  /** Processes to run plugins in; undefined for none beside this one. */
  readonly workers: { readonly count: number; readonly sticky: Sticky | undefined } | undefined;
  readonly access: Access;
  /** Whether clients are gateways that know none but the old modes. */
  readonly legacyModes: boolean;
  readonly limits: Limits;
  /** Whether there is a page of metrics, over HTTP. */
  readonly metrics: boolean;
  readonly stdio: { readonly input: Readable; readonly output: Writable; readonly isTerminal: boolean };
  /** Ends the service; calls under way are answered first. */
  readonly signal: AbortSignal;
  /** Takes what is to be called for each reload of the config. */
  readonly onReload?: (reload: () => void) => void;
  readonly log: (record: LogRecord) => void;
}

/**
 * Serves the plugins of a config to a gateway, as an external plugin server, until its client is gone or the signal comes.
 *
 * @throws {ToolError} before anything is served: a config, a plugin, a certificate or an address that can't be used.
 */
export async function serve(options: ServeOptions): Promise<void> {
  const { stdio, log } = options;
  const config = await options.readConfig();
  const plan = planServer({ ...options, config, isTerminal: stdio.isTerminal });
  const metrics = plan.transport === "http" && options.metrics ? new Metrics(plan.tls !== undefined) : undefined;
  const load = ({ plugins }: Config): Promise<Runner> => startRunner(options, plugins, metrics?.observe);
  const host = new PluginHost(await load(config), options.legacyModes ? withLegacyMode : undefined);
  options.onReload?.(reloader(host, async () => load(await options.readConfig()), log));
  try {
    await serveOver(plan, host, metrics, options);
  } finally {
    await host.close();
  }
}

async function serveOver(
  plan: ServePlan,
  host: PluginHost,
  metrics: Metrics | undefined,
  { limits, settings, stdio, access, signal, log }: ServeOptions,
): Promise<void> {
  switch (plan.transport) {
    case "stdio":
      return serveStdio({ ...stdio, answer: createAnswerer(createTools(host), limits.maxDepth), limits, signal });
    case "http": {
      const answer = createAnswerer(createTools(host), limits.maxDepth);
      return serveHttp({ plan, answer, limits, access, metrics, log, signal });
    }
    case "grpc":
    case "unix": {
      // It takes protobuf, which the other transports have no use for.
      const { serveService } = await import("./serve-service.ts");
      return serveService({ plan, host, limits, timeoutSeconds: settings.plugin_timeout, log, signal });
    }
  }
}

/** Loads plugins, into this process or into workers. */
async function startRunner(
  { base, settings, implementation, workers, log }: ServeOptions,
  plugins: Config["plugins"],
  observe: Observer | undefined,
): Promise<Runner> {
  if (workers === undefined) {
    return new LocalRunner(await loadPlugins({ plugins, base, settings, implementation, log }), observe);
  }
  const observed = observe !== undefined;
  const setup = { plugins: plugins.map(toPlain), base, settings, implementation, observed };
  return WorkerPool.start({ workers: workers.count, sticky: workers.sticky, setup, observe, log });
}

/** Loads the plugins anew, one time after the other. When that fails, the old ones stay. */
function reloader(host: PluginHost, load: () => Promise<Runner>, log: ServeOptions["log"]): () => void {
  let last = Promise.resolve();
  const reload = async (): Promise<void> => {
    try {
      const runner = await load();
      log({ level: "info", message: `the config is reloaded, plugins: ${runner.configs.length}` });
      // The old ones may be in long calls; the next reload does not wait for those.
      void host.replace(runner);
    } catch (error) {
      log({
        level: "warning",
        message: `the config is not reloaded, the plugins stay as they are: ${onOneLine(error)}`,
      });
    }
  };
  return () => void (last = last.then(reload));
}

/** What went wrong with its details, such as the lines of a config that are not valid. */
function onOneLine(error: unknown): string {
  const details = error instanceof ToolError ? error.details : undefined;
  return details === undefined ? messageOf(error) : `${messageOf(error)}: ${details.split("\n").join("; ")}`;
}
