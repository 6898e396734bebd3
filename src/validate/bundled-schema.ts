import { join } from "node:path";
import type { z } from "zod";
import { packageRoot } from "../package.ts";
import { bundledPlugins, findPlugin } from "../runtime/find-plugin.ts";
import { openPlugin } from "../runtime/open-plugin.ts";

/** The config schema of a bundled plugin, by the slug that a config names as its kind. */
export async function bundledSchema(kind: string): Promise<z.ZodType | undefined> {
  if (!(await bundledPlugins()).includes(kind)) return undefined;
  // Looked for in the package only: a folder of the same name where the command runs is something else.
  const folder = await findPlugin(kind, join(packageRoot, "dist", "plugins"));
  return (await openPlugin(folder)).definition.config;
}
