import { shownPath } from "../../../files/shown-path.ts";
import { entryOf, textOf } from "../../../yaml/node.ts";
import { placeOf } from "../../model/check-shape.ts";
import type { PluginEntry } from "../../plugins.ts";
import { type ManifestFacts, manifestIn } from "../../project/manifest-facts.ts";
import { folderOfKind } from "../../project/plugin-folder.ts";
import { hooksOfKind } from "../../project/plugin-hooks.ts";
import { defineRule, type Finding } from "../../rule.ts";

/** What a config says of a plugin and the manifest beside the plugin's code does not. */
export const configManifest = defineRule({
  code: "config/manifest",
  async check({ plugins, folder, host }) {
    const findings: Finding[] = [];
    for (const plugin of plugins) {
      const own = plugin.kind === undefined ? undefined : await folderOfKind(plugin.kind, folder, host);
      const manifest = own === undefined ? undefined : await manifestIn(own, host);
      if (manifest === undefined || plugin.kind === undefined) continue;
      const hooks = await hooksOfKind(plugin.kind, folder, host);
      const isRefused = (hook: string): boolean => hooks?.problemOf(hook) !== undefined;
      findings.push(...compare(plugin, manifest, shownPath(manifest.path, host.cwd), isRefused));
    }
    return findings;
  },
});

/** @param isRefused Whether a hook is another rule's: the plugin can't be called there at all. */
function* compare(
  { map }: PluginEntry,
  manifest: ManifestFacts,
  path: string,
  isRefused: (hook: string) => boolean,
): Generator<Finding> {
  const version = entryOf(map, "version");
  const said = textOf(version?.value);
  if (version !== undefined && said !== undefined && manifest.version !== undefined && said !== manifest.version)
    yield { span: placeOf(version), message: `the version is ${manifest.version} in ${path}` };
  const hooks = entryOf(map, "hooks")?.value;
  for (const item of hooks?.kind === "list" ? hooks.items : []) {
    const hook = textOf(item.value);
    if (hook === undefined || manifest.hooks === undefined || manifest.hooks.includes(hook) || isRefused(hook))
      continue;
    yield { span: placeOf(item), message: `'${hook}' is not among the available_hooks of ${path}` };
  }
}
