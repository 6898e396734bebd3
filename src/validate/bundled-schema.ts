import { existsSync } from "node:fs";
import { join } from "node:path";
import type { z } from "zod";
import { packageRoot } from "../package.ts";

/** The built plugins that come with the package. A folder of the same name where the command runs is something else. */
const BUNDLED = join(packageRoot, "dist", "plugins");
const SLUG = /^\w+$/;

/** The config schema of a bundled plugin, by the slug that a config names as its kind. */
export async function bundledSchema(kind: string): Promise<z.ZodType | undefined> {
  if (!SLUG.test(kind) || !existsSync(join(BUNDLED, kind))) return undefined;
  // What opens a plugin takes longer to load than most configs take to be checked.
  const { findPlugin } = await import("../runtime/find-plugin.ts");
  const { openPlugin } = await import("../runtime/open-plugin.ts");
  return (await openPlugin(await findPlugin(kind, BUNDLED))).definition.config;
}
