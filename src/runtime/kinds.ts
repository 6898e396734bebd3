import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { isAbsolute, join, resolve } from "node:path";
import { failed, notFound, type ToolError } from "../errors.ts";
import type { LogRecord } from "../plugin/instance.ts";
import { closest } from "../text/closest.ts";
import type { ImplementationChoice } from "./choose.ts";
import type { PluginConfig } from "./config/plugin-config.ts";
import { bundledFolder, bundledPlugins, findPlugin } from "./find-plugin.ts";
import { type LoadedPlugin, loadPlugin } from "./load-plugin.ts";
import { MANIFEST_FILE } from "./manifest.ts";

export interface KindOptions {
  /** The folder that paths and packages are looked for from: that of the config file. */
  readonly base: string;
  /** Default `auto`, or what `MCPPLUGINS_IMPLEMENTATION` says. */
  readonly implementation?: ImplementationChoice | undefined;
  /** Takes what the plugin logs, and why it runs on its fallback. */
  readonly log: (record: LogRecord) => void;
}

/**
 * Loads the plugin that the `kind` of a config entry names: a bundled slug, a path to a plugin's folder, or an npm package
 * with a manifest.
 *
 * @throws {ToolError} exit 3 when there is no such plugin, exit 4 when it is of a kind that can't be loaded here.
 * @throws {PluginConfigError} when the plugin refuses its config.
 */
export async function loadByKind(
  { kind, config }: PluginConfig,
  { base, implementation, log }: KindOptions,
): Promise<LoadedPlugin> {
  return loadPlugin(await findByKind(kind, base), {
    config: config ?? {},
    host: { log },
    ...(implementation === undefined ? {} : { implementation }),
  });
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
  if (kind === "external") throw externalKind(slugs);
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

function externalKind(slugs: readonly string[]): ToolError {
  return failed("a plugin of kind 'external' runs on a server of its own, which mcpplugins can't call yet", {
    hint: `Set its 'mode: disabled', or its 'kind' to ${loadable(slugs)}.`,
  });
}

function pythonKind(kind: string, slugs: readonly string[]): ToolError {
  const parts = new Set(kind.split("."));
  const bundled = slugs.find((slug) => parts.has(slug) || parts.has(`cpex_${slug}`));
  return failed(`kind '${kind}' names a plugin in Python, which can't be loaded into Node`, {
    hint:
      bundled === undefined
        ? "Serve it as an external plugin, which mcpplugins can't call yet, or set its 'mode: disabled'."
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
