import { join } from "node:path";
import type { RepositoryFiles } from "./read-repository.ts";
import type { SourceFile, TomlFile } from "./source.ts";

/** Where the managed plugins are, from the root of the repository. */
export const MANAGED_ROOT = "plugins/rust/python-package";

/** A managed-plugin repository as far as the catalog looks at it. */
export interface Repository {
  /** Absolute. */
  readonly root: string;
  readonly hasManagedRoot: boolean;
  /** The Cargo workspace: `Cargo.toml` of the root. */
  readonly workspace: TomlFile | undefined;
  /** The uv workspace: `pyproject.toml` of the root. */
  readonly pyproject: TomlFile | undefined;
  /** Sorted by slug. */
  readonly plugins: readonly PluginFolder[];
}

/** A folder below the managed root, whatever is in it. */
export interface PluginFolder {
  /** The name of the folder. */
  readonly slug: string;
  /** From the root of the repository, with `/`. */
  readonly path: string;
  /** Absolute. */
  readonly folder: string;
  readonly pyproject: TomlFile | undefined;
  readonly cargo: TomlFile | undefined;
  readonly manifest: SourceFile | undefined;
  /** What is there of {@link requiredPaths}. */
  readonly present: ReadonlySet<string>;
  /** The Python modules of the package, by their names with dots. */
  readonly modules: ReadonlySet<string>;
}

/** The files that every plugin has, from its folder, in the order in which the catalog asks for them. */
export function requiredPaths(slug: string): readonly string[] {
  const module = moduleName(slug);
  return [
    "pyproject.toml",
    "Cargo.toml",
    "Makefile",
    "README.md",
    `${module}/__init__.py`,
    `${module}/plugin-manifest.yaml`,
  ];
}

/** The Python package of a plugin. */
export function moduleName(slug: string): string {
  return `cpex_${slug}`;
}

/** The distribution of a plugin, as PyPI names it. */
export function packageName(slug: string): string {
  return `cpex-${hyphenated(slug)}`;
}

/** A slug as tags and packages write it. */
export function hyphenated(slug: string): string {
  return slug.replaceAll("_", "-");
}

/** Whether a folder is the root of a managed-plugin repository. */
export async function isRepository(root: string, files: Pick<RepositoryFiles, "stat">): Promise<boolean> {
  return (await files.stat(join(root, MANAGED_ROOT)))?.kind === "folder";
}
