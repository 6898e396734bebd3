import type { z } from "zod";
import { type PluginConfigCheck, pluginConfigs } from "./plugin-configs.ts";
import { configSchemaIn } from "./project/config-schema.ts";
import { folderOfKind } from "./project/plugin-folder.ts";
import type { RuleInput } from "./rule.ts";

/** What the schemas of plugins say about their `config`: those of the bundled ones, and those beside the code of others. */
export async function checkedConfigs(
  input: Pick<RuleInput, "plugins" | "schemas" | "folder" | "host">,
): Promise<readonly PluginConfigCheck[]> {
  return pluginConfigs({ plugins: input.plugins, schemas: await allSchemas(input) });
}

async function allSchemas({
  plugins,
  schemas,
  folder,
  host,
}: Pick<RuleInput, "plugins" | "schemas" | "folder" | "host">): Promise<ReadonlyMap<string, z.ZodType>> {
  const all = new Map(schemas);
  for (const { kind } of plugins) {
    if (kind === undefined || all.has(kind)) continue;
    const own = await folderOfKind(kind, folder, host);
    const found = own === undefined ? undefined : await configSchemaIn(own, host);
    if (found?.schema !== undefined) all.set(kind, found.schema);
  }
  return all;
}
