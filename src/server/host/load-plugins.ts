import type { LogRecord } from "../../plugin/instance.ts";
import type { ImplementationChoice } from "../../runtime/choose.ts";
import type { PluginConfig } from "../../runtime/config/plugin-config.ts";
import { findByKind, type LoadedEntry, loadByKind } from "../../runtime/kinds.ts";
import { loadError } from "../../runtime/load-error.ts";
import { PluginManager } from "../../runtime/manager/manager.ts";
import { openPlugin } from "../../runtime/open-plugin.ts";
import type { PluginSettings } from "../../runtime/settings.ts";
import { hideSecrets } from "./secrets.ts";
import { type ServedConfig, servedConfig } from "./served-config.ts";

export interface LoadOptions {
  readonly plugins: readonly PluginConfig[];
  /** The folder that the kinds of plugins are looked for from. */
  readonly base: string;
  readonly implementation: ImplementationChoice | undefined;
  readonly settings: PluginSettings;
  readonly log: (record: LogRecord) => void;
}

/** The plugins of one config, ready to be called. */
export interface LoadedPlugins {
  readonly manager: PluginManager;
  /** Of all plugins, disabled ones too, without secrets. */
  readonly configs: readonly ServedConfig[];
}

/**
 * Loads the plugins that are to be served.
 *
 * @throws {ToolError} when one can't be loaded; none is left running then.
 */
export async function loadPlugins(options: LoadOptions): Promise<LoadedPlugins> {
  const { plugins, base, implementation, settings, log } = options;
  const loaded = new Map<PluginConfig, LoadedEntry>();
  let manager: PluginManager;
  try {
    manager = await PluginManager.create({
      plugins,
      load: async (entry) => {
        const one = await loadByKind(entry, { base, implementation, timeoutSeconds: settings.plugin_timeout, log });
        loaded.set(entry, one);
        return one;
      },
      timeoutSeconds: settings.plugin_timeout,
      failOnPluginError: settings.fail_on_plugin_error,
      log,
      logErrorMessages: false,
    });
  } catch (error) {
    throw loadError(error);
  }
  log({ level: "info", message: `plugins: ${plugins.map((entry) => inWords(entry, loaded.get(entry))).join(", ")}` });
  const configs = plugins.map((entry) => describe(loaded.get(entry)?.config ?? entry, loaded.has(entry), base));
  return { manager, configs: await Promise.all(configs) };
}

/** Which implementation answers, for the log: a fallback's reason is a warning of its own, where it can be mended. */
function inWords({ name }: PluginConfig, loaded: LoadedEntry | undefined): string {
  return `${name} (${loaded?.answering.implementation ?? "disabled"})`;
}

/** The schema of a plugin that is not loaded is not known, so nothing of its config is shown. */
async function describe(entry: PluginConfig, isLoaded: boolean, base: string): Promise<ServedConfig> {
  if (!isLoaded) return servedConfig(entry, null);
  // What another server shows is without its secrets, as far as it knows them.
  if (entry.kind === "external") return servedConfig(entry, entry.config);
  const { definition } = await openPlugin(await findByKind(entry.kind, base));
  return servedConfig(entry, hideSecrets(entry.config, definition.config));
}
