import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { type AddonOutcome, loadAddon } from "../addon/load-addon.ts";
import { createNativeInstance, findDisagreement } from "../addon/native-instance.ts";
import { addonFileName, platformTriple } from "../addon/triple.ts";
import { failed } from "../errors.ts";
import type { Host, Implementation, PluginDefinition, PluginInstance } from "../plugin/instance.ts";
import { importModule } from "./import-module.ts";
import { type PluginManifest, readManifest } from "./manifest.ts";
import { illFormedPath } from "./well-formed.ts";

/** A plugin whose code is at hand, and whose instances can be made. */
export interface Plugin {
  readonly slug: string;
  readonly folder: string;
  readonly manifest: PluginManifest;
  /** The TypeScript implementation, and the schema of the config for both. */
  readonly definition: PluginDefinition;
  /** The addon; undefined when the plugin has no native side. */
  readonly native: AddonOutcome | undefined;
  /**
   * Makes an instance of one implementation.
   *
   * @throws {PluginConfigError} when the schema or the addon refuses the config.
   */
  create(implementation: Implementation, config?: unknown, host?: Partial<Host>): PluginInstance;
}

/** One thing wrong with a config, and the path of the key it is about. */
export interface ConfigIssue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** A config that a plugin refuses. */
export class PluginConfigError extends Error {
  override readonly name = "PluginConfigError";
  readonly issues: readonly ConfigIssue[];

  constructor(slug: string, issues: readonly ConfigIssue[]) {
    const lines = issues.map((issue) =>
      issue.path.length === 0 ? issue.message : `${issue.path.join(".")}: ${issue.message}`,
    );
    super(`the config of plugin '${slug}' is not valid: ${lines.join("; ")}`);
    this.issues = issues;
  }
}

/**
 * Opens the plugin of a folder: reads its manifest, imports its TypeScript, and tries its addon.
 *
 * @throws {ToolError} when the folder holds no plugin that can be run. A missing addon is not an error: see `native`.
 */
export async function openPlugin(folder: string): Promise<Plugin> {
  const manifest = await readManifest(folder);
  const definition = await importDefinition(join(folder, manifest.implementations.fallback));
  checkHooks(manifest, definition, folder);
  const native =
    manifest.implementations.native === undefined ? undefined : openAddon(folder, manifest.name, definition);
  const slug = manifest.name;
  return { slug, folder, manifest, definition, native, create: createInstance };

  function createInstance(
    implementation: Implementation,
    config: unknown = {},
    partialHost: Partial<Host> = {},
  ): PluginInstance {
    const host: Host = { slug, salt: randomUUID(), log: () => {}, ...partialHost };
    // Text in UTF-8, as YAML and the addon need it, can't say half of a surrogate pair.
    const path = illFormedPath(config);
    if (path !== undefined) {
      const issue = {
        code: "custom",
        path: [...path],
        message: "holds half of a surrogate pair",
        input: undefined,
      } as const;
      throw new PluginConfigError(slug, [issue]);
    }
    const parsed = definition.config.safeParse(config);
    if (!parsed.success) throw new PluginConfigError(slug, parsed.error.issues);
    if (implementation === "fallback") return definition.create(parsed.data, host);
    if (native?.status !== "loaded") throw new Error(`plugin '${slug}' has no loaded addon`);
    return createNativeInstance(native.addon, parsed.data, host);
  }
}

async function importDefinition(path: string): Promise<PluginDefinition> {
  const { default: definition } = await importModule(path);
  if (typeof definition !== "object" || definition === null || !("create" in definition) || !("config" in definition)) {
    throw failed(`${path} does not export a plugin`, {
      hint: "Write 'export default definePlugin(…)' or 'export default defineTextPlugin(…)'.",
    });
  }
  return definition as PluginDefinition;
}

function checkHooks(manifest: PluginManifest, definition: PluginDefinition, folder: string): void {
  const declared = [...manifest.available_hooks].sort().join(", ");
  const implemented = [...definition.hooks].sort().join(", ");
  if (declared === implemented) return;
  throw failed(`the manifest and the code of ${folder} disagree about hooks`, {
    details: `plugin-manifest.yaml  ${declared}\nthe code              ${implemented}`,
    hint: "Make available_hooks and the code name the same hooks.",
  });
}

/** Loads the addon, and refuses one that is another plugin than the TypeScript. */
function openAddon(folder: string, slug: string, definition: PluginDefinition): AddonOutcome {
  const outcome = loadAddon(join(folder, addonFileName(slug, platformTriple())));
  if (outcome.status !== "loaded") return outcome;
  const { file, facts } = outcome.addon;
  const message = findDisagreement(facts, definition);
  return message === undefined ? outcome : { status: "unusable", problem: { code: "disagrees", file, message } };
}
