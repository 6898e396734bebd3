import { type PluginRecord, refusal } from "../records.ts";
import { hyphenated } from "../repository.ts";

/** The tag that releases a plugin. */
export function releaseTag({ slug, version }: PluginRecord): string {
  return `${hyphenated(slug)}-v${version}`;
}

/**
 * The plugin that a tag releases.
 *
 * @throws {ToolError} exit 1 when the tag is not that of a plugin in its version.
 */
export function releaseInfo(records: readonly PluginRecord[], tag: string): PluginRecord {
  const cut = tag.lastIndexOf("-v");
  if (cut === -1) throw refusal(`Release tag must match <slug>-v<version>, got ${tag}`);
  const [name, version] = [tag.slice(0, cut), tag.slice(cut + 2)];
  const slug = name.replaceAll("-", "_");
  const plugin = records.find((record) => record.slug === slug);
  if (plugin === undefined) throw refusal(`Release tag ${tag} does not map to a managed plugin`);
  if (name !== hyphenated(slug)) {
    throw refusal(`Release tag must use canonical slug form ${hyphenated(slug)}-v<version>, got ${tag}`);
  }
  if (plugin.version === version) return plugin;
  throw refusal(
    `Release tag version ${version} does not match Cargo/plugin manifest version ${plugin.version} for ${slug}`,
  );
}
