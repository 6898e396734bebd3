import { existsSync } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { notFound } from "../errors.ts";
import { packageRoot } from "../package.ts";
import { closest } from "../text/closest.ts";
import { MANIFEST_FILE } from "./manifest.ts";

/** The built plugins that come with the package, one folder a slug. */
const bundledRoot = join(packageRoot, "dist", "plugins");

/** The slugs of the bundled plugins, sorted. */
export async function bundledPlugins(): Promise<string[]> {
  const entries = await readdir(bundledRoot, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory() && existsSync(join(bundledRoot, entry.name, MANIFEST_FILE)))
    .map((entry) => entry.name)
    .sort();
}

/** The names of the plugins that a command takes when none is named: that of the current folder, and the bundled ones. */
export async function pluginsAtHand(cwd: string): Promise<string[]> {
  const here = existsSync(join(cwd, MANIFEST_FILE)) ? ["."] : [];
  return [...here, ...(await bundledPlugins())];
}

/** The folder of a bundled plugin. */
export function bundledFolder(slug: string): string {
  return join(bundledRoot, slug);
}

/**
 * The folder of a plugin that is named by a bundled slug or by a path to its folder or manifest. Without a name, it is the
 * current folder.
 *
 * @throws {ToolError} exit 3 when there is no such plugin.
 */
export async function findPlugin(name: string | undefined, cwd: string): Promise<string> {
  if (name === undefined) {
    if (existsSync(join(cwd, MANIFEST_FILE))) return cwd;
    throw notFound(`there is no ${MANIFEST_FILE} in ${cwd}`, {
      hint: `Name a plugin: a folder with a ${MANIFEST_FILE}, or one of ${(await bundledPlugins()).join(", ")}.`,
    });
  }
  const found = await lookForPlugin(name, cwd);
  if (found !== undefined) return found;
  const slugs = await bundledPlugins();
  const guess = closest(name, slugs);
  throw notFound(`there is no plugin '${name}': it is neither a folder nor a bundled plugin`, {
    hint: guess === undefined ? `Bundled plugins: ${slugs.join(", ")}.` : `Did you mean '${guess}'?`,
  });
}

/**
 * As {@link findPlugin}; undefined when nothing has that name.
 *
 * @throws {ToolError} exit 3 when it is a folder without a plugin.
 */
export async function lookForPlugin(name: string, cwd: string): Promise<string | undefined> {
  const path = resolve(cwd, name);
  if (await isFolder(path)) {
    if (existsSync(join(path, MANIFEST_FILE))) return path;
    throw notFound(`${path} is not a plugin: it has no ${MANIFEST_FILE}`);
  }
  if (path.endsWith(MANIFEST_FILE) && existsSync(path)) return resolve(path, "..");
  return (await bundledPlugins()).includes(name) ? bundledFolder(name) : undefined;
}

/** How a plugin's folder is named on the command line: by its slug if it is a bundled one. */
export function pluginName(folder: string): string {
  return dirname(folder) === bundledRoot ? basename(folder) : folder;
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}
