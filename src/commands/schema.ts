import type { Command } from "commander";
import { z } from "zod";
import { ExitCode, notFound } from "../errors.ts";
import { renderSchema } from "../report/schema.ts";
import { bundledPlugins, findPlugin, lookForPlugin } from "../runtime/find-plugin.ts";
import { openPlugin } from "../runtime/open-plugin.ts";
import { withGuess } from "../text/did-you-mean.ts";
import { MANIFEST_LEVELS, type ManifestLevel } from "../validate/model/manifest-model.ts";
import { MANAGED_SLUGS, managedPlugin } from "../validate/model/managed/index.ts";
import { configSchema, manifestSchema } from "../validate/schema/file-schema.ts";
import type { JsonSchema } from "../validate/schema/json-schema.ts";
import { managedSchema } from "../validate/schema/settings-schema.ts";
import { pluginConfigSchema } from "../validate/schema/plugin-schema.ts";
import { type CommandContext, oneOf, parseFlags } from "./command.ts";

const flagsSchema = z.object({ manifestLevel: oneOf(MANIFEST_LEVELS).default("installed") });

export function configure(command: Command): void {
  command
    .option("--manifest-level <level>", `the manifests to take: ${MANIFEST_LEVELS.join(", ")}`, MANIFEST_LEVELS[0])
    .addHelpText(
      "after",
      `
Writes the JSON Schema (draft 2020-12) of a plugin config, of a plugin manifest, or of the config of one plugin, with a
description of every key: for editors, and for other validators. With no argument: of the plugin of the current folder.

Examples:
  mcpplugins schema config --output plugin-config.schema.json
  mcpplugins schema manifest --manifest-level strict
  mcpplugins schema pii_filter
  mcpplugins schema cpex_rate_limiter                   a plugin of IBM/cpex-plugins
  mcpplugins schema ./my-plugin`,
    );
}

export async function run([what]: readonly string[], flags: unknown, context: CommandContext): Promise<ExitCode> {
  const { manifestLevel } = parseFlags(flagsSchema, flags);
  context.write(renderSchema(await schemaOf(what, manifestLevel, context.cwd)));
  return ExitCode.ok;
}

/** A folder that is called like a file type is named with its path: `./config`. */
async function schemaOf(what: string | undefined, level: ManifestLevel, cwd: string): Promise<JsonSchema> {
  if (what === "config") return configSchema();
  if (what === "manifest") return manifestSchema(level);
  const managed = await managedPlugin(what === undefined ? undefined : `${what}.`);
  if (managed !== undefined) return managedSchema(managed);
  const { slug, definition } = await openPlugin(await folderOf(what, cwd));
  return pluginConfigSchema(slug, definition.config);
}

async function folderOf(what: string | undefined, cwd: string): Promise<string> {
  if (what === undefined) return await findPlugin(what, cwd);
  const folder = await lookForPlugin(what, cwd);
  if (folder !== undefined) return folder;
  const managed = MANAGED_SLUGS.map((slug) => `cpex_${slug}`);
  const names = ["config", "manifest", ...(await bundledPlugins()), ...managed];
  throw notFound(withGuess(`'${what}' is neither a schema nor a folder`, what, names), {
    hint: `The schemas are ${names.join(", ")}. A plugin of your own is named by its folder.`,
  });
}
