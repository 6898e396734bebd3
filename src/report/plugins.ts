import type { AddonFile, PluginFacts } from "../inspect/plugin-facts.ts";
import { formatJsonReport } from "./json.ts";
import { formatLines } from "./lines.ts";
import type { Style } from "./style.ts";
import { formatTable } from "./table.ts";
import { formatBytes } from "./units.ts";
import { visible } from "./visible.ts";

/** A plugin that was looked at, or the reason why it can't be opened. */
export type Listed =
  | { readonly name: string; readonly facts: PluginFacts }
  | { readonly name: string; readonly problem: string };

/** One line a plugin: which implementation answers, and why. */
export function renderListText(plugins: readonly Listed[], style: Style): string {
  const rows = plugins.map((one) =>
    "problem" in one
      ? [style.bold(visible(one.name)), "", style.bad("problem"), visible(one.problem)]
      : [
          style.bold(visible(one.name)),
          visible(one.facts.version),
          one.facts.chosen.implementation,
          visible(one.facts.chosen.reason),
        ],
  );
  return formatLines(formatTable(rows));
}

export function renderListJson(plugins: readonly Listed[]): string {
  const documents = plugins.map((one) => ("problem" in one ? one : { name: one.name, ...summary(one.facts) }));
  return formatJsonReport({ command: "list", plugins: documents });
}

/** All that is known of a plugin: hooks, implementations and settings. */
export function renderInfoText(facts: PluginFacts, style: Style): string {
  const { slug, version, description, chosen, addon, settings } = facts;
  const title = `${style.bold(`${slug} ${visible(version)}`)}${description === "" ? "" : `: ${visible(description)}`}`;
  const rows = [
    ["kind", `${facts.kind} plugin`],
    ["hooks", facts.hooks.join(", ")],
    ["folder", facts.folder],
    ["answers", `${chosen.implementation}: ${chosen.reason}`],
    ...(chosen.remedy === undefined ? [] : [["help", chosen.remedy]]),
    ...(addon === undefined
      ? []
      : [
          ["addon", describeAddon(addon)],
          ["sha256", addon.sha256],
        ]),
  ];
  const table = settings.map(({ key, type, description: what, default: standard }) => [
    `   ${key}`,
    type,
    standard === undefined ? "" : JSON.stringify(standard),
    visible(what),
  ]);
  const head = style.bold("settings");
  return formatLines([
    title,
    ...formatTable(rows.map(([label = "", value = ""]) => [`   ${label}`, visible(value)])),
    ...(table.length === 0 ? [] : [head, ...formatTable([["   key", "type", "default", ""], ...table])]),
  ]);
}

function describeAddon({ bytes, abi, build }: AddonFile): string {
  return [formatBytes(bytes), build.target, build.profile, `ABI ${abi}`, build.rustc].join(", ");
}

export function renderInfoJson(facts: PluginFacts): string {
  const { addon, settings } = facts;
  return formatJsonReport({ command: "info", ...summary(facts), addon: addon ?? null, settings });
}

function summary({ slug, version, description, folder, kind, hooks, chosen }: PluginFacts) {
  const { implementation, reason, remedy } = chosen;
  return {
    slug,
    version,
    description,
    folder,
    kind,
    hooks,
    implementation,
    reason,
    ...(remedy === undefined ? {} : { remedy }),
  };
}
