import { existsSync } from "node:fs";
import { dirname, isAbsolute, join, relative, resolve } from "node:path";
import { usageError } from "../errors.ts";
import type { HookName } from "../plugin/hooks.ts";
import { type PluginConfig, pluginConfig } from "../runtime/config/plugin-config.ts";
import { findPlugin, pluginName } from "../runtime/find-plugin.ts";
import { MANIFEST_FILE, readManifest } from "../runtime/manifest.ts";

/** What a hook is invoked on: the entries of plugins, and the folder that their kinds are looked for from. */
export interface Target {
  readonly plugins: readonly PluginConfig[];
  readonly base: string;
  /** The config file; undefined for a plugin by itself. */
  readonly file: string | undefined;
}

export interface TargetOptions {
  readonly cwd: string;
  readonly hook: HookName;
  /** A bundled slug or a folder. */
  readonly plugin: string | undefined;
  /** The config of that plugin. */
  readonly pluginConfig: Readonly<Record<string, unknown>> | undefined;
  /** A config file, that of `--config`. */
  readonly config: string | undefined;
  /** The config file that counts where nothing is named, relative to the current folder. */
  readonly defaultConfig: string;
  readonly loadConfig: (path: string) => Promise<readonly PluginConfig[]>;
}

/**
 * The plugins to run: those of the named config or the named plugin; without a name the plugin of the current folder, or
 * else the config that a gateway started there would read.
 *
 * @throws {ToolError} exit 2 when the plugin has no such hook, exit 3 when there is no such plugin or config.
 */
export async function findTarget(options: TargetOptions): Promise<Target> {
  const { cwd, config, plugin, defaultConfig, loadConfig } = options;
  const nothingNamed = plugin === undefined && options.pluginConfig === undefined;
  const file = config ?? (nothingNamed && !existsSync(join(cwd, MANIFEST_FILE)) ? defaultConfig : undefined);
  const path = file === undefined ? undefined : resolve(cwd, file);
  if (path !== undefined && (config !== undefined || existsSync(path))) {
    return { plugins: await loadConfig(path), base: dirname(path), file: path };
  }
  return { plugins: [await entryOf(await findPlugin(plugin, cwd), options)], base: cwd, file: undefined };
}

/** The config entry of a plugin by itself, on all its hooks, with CPEX's defaults. */
async function entryOf(folder: string, { cwd, hook, pluginConfig: config }: TargetOptions): Promise<PluginConfig> {
  const { name, available_hooks: hooks } = await readManifest(folder);
  if (!hooks.includes(hook)) {
    throw usageError(`plugin '${name}' has no hook ${hook}`, { hint: `Its hooks: ${hooks.join(", ")}.` });
  }
  return pluginConfig.parse({ name, kind: kindOf(folder, cwd), hooks, config });
}

/** How a config in the current folder would name a plugin. */
function kindOf(folder: string, cwd: string): string {
  const name = pluginName(folder);
  if (name !== folder) return name;
  const path = relative(cwd, folder);
  return isAbsolute(path) || path.startsWith("..") ? path : `./${path}`;
}
