import type { Command } from "commander";
import { z } from "zod";
import { resolve } from "node:path";
import { type AddonBuild, buildAddon } from "../addon/build-addon.ts";
import { CARGO_TARGETS } from "../addon/triple.ts";
import { ExitCode, usageError } from "../errors.ts";
import { renderBuildsJson, renderBuildsText } from "../report/build.ts";
import { bundledPlugins, findPlugin } from "../runtime/find-plugin.ts";
import { readManifest } from "../runtime/manifest.ts";
import { openPlugin } from "../runtime/open-plugin.ts";
import { addFormatFlag, type CommandContext, oneOf, parseFlags } from "./command.ts";

const FORMATS = ["text", "json"] as const;

const flagsSchema = z.object({
  debug: z.boolean().default(false),
  bundled: z.boolean().default(false),
  target: oneOf(CARGO_TARGETS).optional(),
  format: oneOf(FORMATS),
});

export function configure(command: Command): void {
  command
    .option("--debug", "build without optimisation, quickly")
    .option("--bundled", "build the addons of all bundled plugins")
    .option("--target <target>", "cross-compile for a cargo target")
    .addHelpText(
      "after",
      `
Builds the Rust of a plugin and puts the addon beside its plugin-manifest.yaml. With no argument: the plugin of the
current folder.

Examples:
  mcpplugins build                  the plugin of this folder
  mcpplugins build pii_filter       a bundled plugin
  mcpplugins build ./my-plugin --debug`,
    );
  addFormatFlag(command, FORMATS);
}

export async function run(args: readonly string[], flags: unknown, context: CommandContext): Promise<ExitCode> {
  const options = parseFlags(flagsSchema, flags);
  if (options.bundled && args.length > 0)
    throw usageError("--bundled names the plugins already: leave out the arguments");
  const names = options.bundled ? await bundledPlugins() : args.length > 0 ? args : [undefined];
  const builds: AddonBuild[] = [];
  for (const name of names) {
    const build = await buildOne(await findPlugin(name, context.cwd), options, context);
    if (build !== undefined) builds.push(build);
  }
  context.write(
    options.format === "json" ? renderBuildsJson(builds) : renderBuildsText(builds, context.cwd, context.style),
  );
  return ExitCode.ok;
}

async function buildOne(
  folder: string,
  options: z.output<typeof flagsSchema>,
  { progress, signal, note }: CommandContext,
): Promise<AddonBuild | undefined> {
  const { name: slug, implementations } = await readManifest(folder);
  if (implementations.native === undefined) {
    await openPlugin(folder);
    note(`${slug} has no native side: there is nothing to build, and its manifest and code agree`);
    return undefined;
  }
  const crate = resolve(folder, implementations.native.crate);
  const profile = options.debug ? "debug" : "release";
  progress.start(`building ${slug} (${profile})`);
  const onLine = (line: string): void => progress.update(`building ${slug}: ${line}`);
  const build = await buildAddon({ folder, slug, crate, profile, target: options.target, signal, onLine });
  // Opening the plugin proves that manifest, TypeScript and addon fit together.
  await openPlugin(folder);
  progress.done(`built ${slug}`);
  return build;
}
