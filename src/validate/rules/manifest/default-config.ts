import { entryOf, textOf, type YamlEntry, type YamlMap } from "../../../yaml/node.ts";
import { checkManagedConfig } from "../../managed-configs.ts";
import { managedPlugin } from "../../model/managed/index.ts";
import { issuesOf } from "../../plugin-configs.ts";
import { configSchemaIn, SCHEMA_FILE } from "../../project/config-schema.ts";
import { defineRule, type Finding, type RuleInput } from "../../rule.ts";

/** A config says how the plugin runs. */
const UNKNOWN_RUN = { mode: undefined, onError: undefined };

/** Default settings that the plugin itself would refuse, or go on without. */
export const defaultConfig = defineRule({
  code: "manifest/default-config",
  async check(input) {
    const { root } = input;
    const entry = entryOf(root, "default_config") ?? entryOf(root, "default_configs");
    if (entry?.value.kind !== "map") return [];
    return [...(await byManaged(input, entry.value)), ...(await bySchema(input, entry, entry.value))];
  },
});

async function byManaged({ root, document }: RuleInput, config: YamlMap): Promise<readonly Finding[]> {
  const managed = await managedPlugin(textOf(entryOf(root, "kind")?.value));
  if (managed === undefined) return [];
  const { refused, ignored, unknownKeys } = await checkManagedConfig(managed, config, document.text, UNKNOWN_RUN);
  const unknown = unknownKeys.map(({ key, span }): Finding => ({
    span,
    message: `'${key}' is not a setting of ${managed.name} ${managed.version}`,
  }));
  return [...refused, ...ignored, ...unknown];
}

/** What the schema beside the manifest says. */
async function bySchema({ folder, host }: RuleInput, entry: YamlEntry, config: YamlMap): Promise<readonly Finding[]> {
  const found = await configSchemaIn(folder, host);
  if (found === undefined) return [];
  if (found.problem !== undefined)
    return [{ span: entry.key.span, message: `${SCHEMA_FILE} beside this manifest can't be used: ${found.problem}` }];
  return issuesOf(found.schema, config, entry.key.span, "the plugin ");
}
