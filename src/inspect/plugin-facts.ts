import type { AddonFacts } from "../addon/abi.ts";
import { readBytes } from "../files/read-text.ts";
import { sha256Of } from "../files/sha256.ts";
import type { HookName } from "../plugin/hooks.ts";
import { type Chosen, choiceOfEnvironment, chooseImplementation } from "../runtime/choose.ts";
import { pluginName } from "../runtime/find-plugin.ts";
import { openPlugin } from "../runtime/open-plugin.ts";
import { type Setting, settingsOf } from "./setting.ts";

/** What there is to know of a plugin without running it. */
export interface PluginFacts {
  /** How a command names it: its slug when it is bundled, else its folder. */
  readonly name: string;
  readonly slug: string;
  readonly version: string;
  readonly description: string;
  readonly folder: string;
  readonly kind: "text" | "value";
  readonly hooks: readonly HookName[];
  /** Which implementation answers here, and why. */
  readonly chosen: Chosen;
  /** The addon, where one is loaded. */
  readonly addon: AddonFile | undefined;
  readonly settings: readonly Setting[];
}

export interface AddonFile {
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly abi: number;
  readonly build: AddonFacts["build"];
}

/**
 * Opens a plugin and looks at it. Where native can't be used, `chosen` has the command that mends it.
 *
 * @throws {ToolError} when the folder holds no plugin that can be run, or `MCPPLUGINS_IMPLEMENTATION` asks for a native side
 * that is not there.
 */
export async function pluginFacts(folder: string, env: NodeJS.ProcessEnv): Promise<PluginFacts> {
  const plugin = await openPlugin(folder);
  const { slug, manifest, definition, native } = plugin;
  return {
    name: pluginName(folder),
    slug,
    version: manifest.version,
    description: manifest.description,
    folder,
    kind: definition.kind,
    hooks: manifest.available_hooks,
    chosen: chooseImplementation(plugin, choiceOfEnvironment(env) ?? "auto"),
    addon: native?.status === "loaded" ? await addonFile(native.addon.file, native.addon.facts) : undefined,
    settings: settingsOf(definition.config),
  };
}

async function addonFile(file: string, { abi, build }: AddonFacts): Promise<AddonFile> {
  const bytes = await readBytes(file);
  return { file, bytes: bytes.length, sha256: sha256Of(bytes), abi, build };
}
