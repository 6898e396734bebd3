import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { isAbsolute, join, resolve } from "node:path";
import { failed, notFound, type ToolError } from "../errors.ts";
import type { LogRecord } from "../plugin/instance.ts";
import { closest } from "../text/closest.ts";
import type { Answering, ImplementationChoice } from "./choose.ts";
import type { PluginConfig } from "./config/plugin-config.ts";
import { openExternal } from "./external/open-external.ts";
import { bundledFolder, bundledPlugins, findPlugin } from "./find-plugin.ts";
import { loadPlugin } from "./load-plugin.ts";
import { PLUGIN_TIMEOUT_SECONDS } from "./manager/deadlines.ts";
import type { ManagedPlugin } from "./manager/manager.ts";
import { MANIFEST_FILE } from "./manifest.ts";

export interface KindOptions {
  /** The folder that paths and packages are looked for from: that of the config file. */
  readonly base: string;
  /** Default `auto`, or what `MCPPLUGINS_IMPLEMENTATION` says. */
  readonly implementation?: ImplementationChoice | undefined;
  /** How long the manager waits for an external plugin; default 30. */
  readonly timeoutSeconds?: number;
  /** Takes what the plugin logs, and why it runs on its fallback. */
  readonly log: (record: LogRecord) => void;
}

/** A plugin for a manager, and what answers for it. */
export interface LoadedEntry extends ManagedPlugin {
  readonly answering: Answering;
}

/**
 * Loads the plugin that the `kind` of a config entry names: a bundled slug, a path to a plugin's folder, an npm package
 * with a manifest, or `external` for one that lives in an MCP server.
 *
 * @throws {ToolError} exit 3 when there is no such plugin, exit 4 when it is of a kind that can't be loaded here.
 * @throws {PluginConfigError} when the plugin refuses its config.
 * @throws {PluginError} when an external plugin's server can't be reached, or has no such plugin.
 */
export async function loadByKind(entry: PluginConfig, options: KindOptions): Promise<LoadedEntry> {
  const { base, implementation, timeoutSeconds = PLUGIN_TIMEOUT_SECONDS, log } = options;
  if (entry.kind === "external") {
    const opened = await openExternal(entry, { base, timeoutSeconds, log });
    return { ...opened, answering: { implementation: "external", reason: describeServer(entry) } };
  }
  const instance = await loadPlugin(await findByKind(entry.kind, base), {
    config: entry.config ?? {},
    host: { log },
    ...(implementation === undefined ? {} : { implementation }),
  });
  return { instance, config: entry, answering: instance.chosen };
}

/** Where a plugin's server is; arguments and queries are left out, as they may hold secrets. */
function describeServer({ mcp, grpc, unix_socket: socket }: PluginConfig): string {
  if (grpc !== null) return `runs on a gRPC server: ${grpc.uds ?? grpc.target}`;
  if (socket !== null) return `runs on a plugin server: ${socket.path}`;
  if (mcp?.proto === "STDIO") return `runs on an MCP server: ${mcp.script ?? mcp.cmd?.[0] ?? ""}`;
  const { origin, pathname } = new URL(mcp?.url ?? "");
  return `runs on an MCP server: ${mcp?.uds ?? `${origin}${pathname}`}`;
}

const PACKAGE_NAME = /^(@[a-z0-9~-][\w.~-]*\/)?[a-z0-9~-][\w.~-]*$/i;
const PYTHON_CLASS = /^[a-z_]\w*(\.[a-z_]\w*)+$/i;

/**
 * The folder of the plugin that a `kind` names.
 *
 * @throws {ToolError} see {@link loadByKind}.
 */
export async function findByKind(kind: string, base: string): Promise<string> {
  const slugs = await bundledPlugins();
  if (isPath(kind)) return pluginAt(resolve(base, kind));
  if (slugs.includes(kind)) return bundledFolder(kind);
  const installed = packageFolder(kind, base);
  if (installed !== undefined) return installed;
  if (kind === "isolated_venv" || PYTHON_CLASS.test(kind)) throw pythonKind(kind, slugs);
  throw unknownKind(kind, base, slugs);
}

async function pluginAt(path: string): Promise<string> {
  if (existsSync(path)) return findPlugin(path, path);
  throw notFound(`there is no ${path}`, { hint: "A path in 'kind' starts at the folder of the config file." });
}

function isPath(kind: string): boolean {
  return isAbsolute(kind) || /^\.{1,2}([/\\]|$)/.test(kind);
}

/** The folder of an installed package that is a plugin; packages are looked for where Node would. */
function packageFolder(kind: string, base: string): string | undefined {
  if (!PACKAGE_NAME.test(kind)) return undefined;
  const roots = createRequire(join(base, MANIFEST_FILE)).resolve.paths(kind) ?? [];
  const folders = roots.map((root) => join(root, kind)).filter((folder) => existsSync(folder));
  const plugin = folders.find((folder) => existsSync(join(folder, MANIFEST_FILE)));
  if (plugin === undefined && folders[0] !== undefined) {
    throw notFound(`the package '${kind}' is not a plugin: ${folders[0]} has no ${MANIFEST_FILE}`);
  }
  return plugin;
}

function pythonKind(kind: string, slugs: readonly string[]): ToolError {
  const parts = new Set(kind.split("."));
  const bundled = slugs.find((slug) => parts.has(slug) || parts.has(`cpex_${slug}`));
  return failed(`kind '${kind}' names a plugin in Python, which can't be loaded into Node`, {
    hint:
      bundled === undefined
        ? "Serve it with cpex and write 'kind: external' with its 'mcp' section, or set its 'mode: disabled'."
        : `There is a bundled plugin that does the same: write 'kind: ${bundled}'.`,
  });
}

function unknownKind(kind: string, base: string, slugs: readonly string[]): ToolError {
  const asPath = kind !== "" && existsSync(join(base, kind, MANIFEST_FILE)) ? `./${kind}` : undefined;
  const guess = asPath ?? closest(kind, [...slugs, "external"]);
  return notFound(`there is no plugin of kind '${kind}'`, {
    hint: guess === undefined ? `Set 'kind' to ${loadable(slugs)}.` : `Did you mean '${guess}'?`,
  });
}

function loadable(slugs: readonly string[]): string {
  return `a bundled plugin (${slugs.join(", ")}), a folder with a ${MANIFEST_FILE} (./my-plugin), or an installed package`;
}
