import { join } from "node:path";
import { MANAGED_ROOT, moduleName, type PluginFolder, type Repository, requiredPaths } from "./repository.ts";
import { type SourceFile, type TomlFile, tomlFile } from "./source.ts";

interface FolderItem {
  readonly name: string;
  readonly kind: "file" | "folder" | "link" | "other";
}

/** The file system as far as the catalog needs it. Paths are absolute. */
export interface RepositoryFiles {
  /** What a path leads to; undefined when that is nothing. */
  stat(path: string): Promise<{ readonly kind: "file" | "folder" | "other" } | undefined>;
  /** The entries of a folder, sorted by name. */
  list(folder: string): Promise<readonly FolderItem[]>;
  /** @throws {ToolError} when the file can't be read or is not UTF-8. */
  readText(path: string): Promise<string>;
}

/**
 * Reads what the catalog looks at.
 *
 * @throws {ToolError} exit 4 when a file can't be read or is not UTF-8.
 */
export async function readRepository(root: string, files: RepositoryFiles): Promise<Repository> {
  const hasManagedRoot = (await files.stat(join(root, MANAGED_ROOT))) !== undefined;
  const read = (file: string): Promise<SourceFile | undefined> => readSource(root, file, files);
  const plugins: PluginFolder[] = [];
  if (hasManagedRoot) {
    for (const { name } of await files.list(join(root, MANAGED_ROOT))) {
      const isFolder = (await files.stat(join(root, MANAGED_ROOT, name)))?.kind === "folder";
      if (isFolder) plugins.push(await readPlugin(root, name, files));
    }
  }
  const [workspace, pyproject] = [toToml(await read("Cargo.toml")), toToml(await read("pyproject.toml"))];
  return { root, hasManagedRoot, workspace, pyproject, plugins };
}

async function readPlugin(root: string, slug: string, files: RepositoryFiles): Promise<PluginFolder> {
  const path = `${MANAGED_ROOT}/${slug}`;
  const read = (file: string): Promise<SourceFile | undefined> => readSource(root, `${path}/${file}`, files);
  const present = new Set<string>();
  for (const required of requiredPaths(slug)) {
    if ((await files.stat(join(root, path, required))) !== undefined) present.add(required);
  }
  const module = moduleName(slug);
  return {
    slug,
    path,
    folder: join(root, path),
    pyproject: toToml(await read("pyproject.toml")),
    cargo: toToml(await read("Cargo.toml")),
    manifest: await read(`${module}/plugin-manifest.yaml`),
    present,
    modules: new Set(await listModules(join(root, path, module), module, files)),
  };
}

/** The modules of a package. Links are not followed, since one could lead back here. */
async function listModules(folder: string, name: string, files: RepositoryFiles): Promise<readonly string[]> {
  if ((await files.stat(folder))?.kind !== "folder") return [];
  const modules = [name];
  for (const entry of await files.list(folder)) {
    const [, stem] = /^([A-Za-z_]\w*)\.py$/.exec(entry.name) ?? [];
    if (stem !== undefined) modules.push(`${name}.${stem}`);
    else if (entry.kind === "folder" && /^[A-Za-z_]\w*$/.test(entry.name)) {
      modules.push(...(await listModules(join(folder, entry.name), `${name}.${entry.name}`, files)));
    }
  }
  return modules;
}

async function readSource(root: string, file: string, files: RepositoryFiles): Promise<SourceFile | undefined> {
  const path = join(root, file);
  if ((await files.stat(path)) === undefined) return undefined;
  return { file, path, text: await files.readText(path) };
}

function toToml(source: SourceFile | undefined): TomlFile | undefined {
  return source === undefined ? undefined : tomlFile(source);
}
