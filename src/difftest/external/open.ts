import { dirname } from "node:path";
import { failed, messageOf } from "../../errors.ts";
import type { HookName } from "../../plugin/hooks.ts";
import type { PluginInstance } from "../../plugin/instance.ts";
import { loadConfig } from "../../runtime/config/load-config.ts";
import { openExternal } from "../../runtime/external/open-external.ts";
import { PLUGIN_TIMEOUT_SECONDS } from "../../runtime/manager/deadlines.ts";
import { formatConfig } from "../case.ts";
import { type Data, isPlainObject } from "../data.ts";

/** A third implementation: instances of the plugin on servers, each under the config that its server gives it. */
export interface External {
  /** At least one. */
  readonly configs: readonly Data[];
  /** The hooks that all of them are on. */
  readonly hooks: readonly HookName[];
  /** The instance that runs under a config; undefined where none does. */
  readonly find: (config: Data) => PluginInstance | undefined;
  close(): Promise<void>;
}

/**
 * Connects the external plugins of a config file.
 *
 * @throws {ToolError} exit 3 when there is no such file, exit 4 when it has no external plugin, or one can't be reached.
 */
export async function openExternals(path: string, env: NodeJS.ProcessEnv): Promise<External> {
  const { plugins } = await loadConfig(path, { env });
  const entries = plugins.filter(({ kind }) => kind === "external");
  if (entries.length === 0) {
    throw failed(`${path} has no plugin of kind external to compare with`, {
      hint: "Name the server that the other implementation runs in: docs/external-plugins.md shows how.",
    });
  }
  const opened: { readonly config: Data; readonly instance: PluginInstance }[] = [];
  const close = async (): Promise<void> => {
    for (const { instance } of opened) await instance.shutdown?.();
  };
  try {
    for (const entry of entries) {
      const options = { base: dirname(path), timeoutSeconds: PLUGIN_TIMEOUT_SECONDS, log: () => {} };
      const { instance, config } = await openExternal(entry, options);
      opened.push({ instance, config: isPlainObject(config.config) ? config.config : {} });
    }
  } catch (cause) {
    await close();
    throw failed(messageOf(cause), { cause });
  }
  const byConfig = new Map(opened.map(({ config, instance }) => [formatConfig(config), instance]));
  return {
    configs: opened.map(({ config }) => config),
    hooks: hooksOfAll(opened.map(({ instance }) => instance)),
    find: (config) => byConfig.get(formatConfig(config)),
    close,
  };
}

function hooksOfAll(instances: readonly PluginInstance[]): readonly HookName[] {
  const [first, ...rest] = instances.map(({ hooks }) => hooks);
  return (first ?? []).filter((hook) => rest.every((hooks) => hooks.includes(hook)));
}
