import type { Command } from "commander";
import { z } from "zod";
import { ExitCode } from "../errors.ts";
import { renderSchema } from "../report/schema.ts";
import { findPlugin } from "../runtime/find-plugin.ts";
import { openPlugin } from "../runtime/open-plugin.ts";
import { MANIFEST_LEVELS, type ManifestLevel } from "../validate/model/manifest-model.ts";
import { managedPlugin } from "../validate/model/managed/index.ts";
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
  const folder = await findPlugin(what, cwd);
  const { slug, definition } = await openPlugin(folder);
  return pluginConfigSchema(slug, definition.config);
}
