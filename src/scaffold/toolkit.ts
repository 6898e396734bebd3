import { existsSync, realpathSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { z } from "zod";
import { readText } from "../files/read-text.ts";
import { packageRoot, packageVersion } from "../package.ts";

/** How a project depends on the toolkit. */
export interface ToolkitPaths {
  /** The version of `mcpplugins` in package.json. */
  readonly npm: string;
  /** The path of the crate `mcpplugins-abi` in native/Cargo.toml. */
  readonly crate: string;
}

const ABI_CRATE = "native/crates/plugin-abi";

/** By version where the project's own node_modules holds the toolkit that is running, and otherwise by path. */
export function toolkitPaths(folder: string): ToolkitPaths {
  const toolkit = realpathSync(packageRoot);
  if (realPath(join(folder, "node_modules", "mcpplugins")) === toolkit) {
    return { npm: `^${packageVersion()}`, crate: `../node_modules/mcpplugins/${ABI_CRATE}` };
  }
  const path = relative(realPath(folder), toolkit).replaceAll(sep, "/");
  return { npm: `file:${path}`, crate: `../${path}/${ABI_CRATE}` };
}

/** The path without symbolic links; what does not exist yet is taken as it is named. */
function realPath(path: string): string {
  const full = resolve(path);
  return existsSync(full) || dirname(full) === full
    ? realpathSync(full)
    : join(realPath(dirname(full)), basename(full));
}

/** The versions of the tools that a project shares with the toolkit, from the toolkit's own package.json. */
export async function toolVersions(): Promise<{ typesNode: string; typescript: string; vitest: string }> {
  const manifest = versionsSchema.parse(JSON.parse(await readText(join(packageRoot, "package.json"))));
  const { "@types/node": typesNode, typescript, vitest } = manifest.devDependencies;
  return { typesNode, typescript, vitest };
}

const versionsSchema = z.object({
  devDependencies: z.object({ "@types/node": z.string(), typescript: z.string(), vitest: z.string() }),
});
