import { entryOf, isUnknown, textOf, type YamlNode } from "../../yaml/node.ts";
import { truthOf } from "../truth.ts";
import {
  ANYTHING,
  type Model,
  modelOf,
  optional,
  recordOf,
  required,
  requiredOrNull,
  STRING,
  STRINGS,
} from "./field.ts";

/**
 * strict: what CPEX's PluginManifest takes as it stands. installed: what it takes once the installer has filled in a missing
 * name and tags, renamed `default_configs` and turned a class path in `kind` into `isolated_venv`.
 */
export const MANIFEST_LEVELS = ["installed", "strict"] as const;
export type ManifestLevel = (typeof MANIFEST_LEVELS)[number];

/** The kinds that the installer knows (cpex 0.1.4, framework/constants.py). */
export const MANIFEST_KINDS = ["PDP", "builtin", "external", "isolated_venv", "native", "wasm"] as const;

const MONOREPO: Model = {
  title: "a monorepo",
  fields: { repo_url: required(STRING), package_source: required(STRING), package_folder: required(STRING) },
};

const PACKAGE: Model = {
  title: "package_info",
  fields: { pypi_package: required(STRING), version_constraint: optional(STRING) },
};

const GIT_REPO: Model = {
  title: "a git repository",
  fields: { git_repository: required(STRING), git_branch_tag_commit: requiredOrNull(STRING) },
};

const DEFAULTS = recordOf(ANYTHING);

/** Where the implementations are: the toolkit's addition, which CPEX ignores. */
const IMPLEMENTATIONS: Model = {
  title: "implementations",
  fields: {
    fallback: required(STRING),
    native: { ...required(modelOf({ title: "a native side", fields: { crate: required(STRING) } })), required: false },
  },
};

const COMMON = {
  kind: required(STRING),
  description: required(STRING),
  author: required(STRING),
  version: required(STRING),
  available_hooks: required(STRINGS),
  monorepo: optional(modelOf(MONOREPO)),
  package_info: optional(modelOf(PACKAGE)),
  local: optional(STRING),
  git_repo: optional(modelOf(GIT_REPO)),
  implementations: { ...optional(modelOf(IMPLEMENTATIONS)), nullable: false },
};

/** The manifest's model at a level. What the installer fills in and renames depends on what is there. */
export function manifestModel(level: ManifestLevel, root: YamlNode | undefined): Model {
  const filledIn = level === "installed";
  return {
    title: "a plugin manifest",
    renamed: { default_configs: "default_config" },
    fields: {
      name: { ...required(STRING), required: !filledIn },
      ...COMMON,
      tags: { ...required(STRINGS), required: !filledIn },
      ...(filledIn ? installedDefaults(root) : { default_config: required(DEFAULTS) }),
    },
  };
}

function installedDefaults(root: YamlNode | undefined): Model["fields"] {
  const key =
    entryOf(root, "default_config") === undefined && entryOf(root, "default_configs") !== undefined
      ? "default_configs"
      : "default_config";
  const value = entryOf(root, key)?.value;
  // The installer puts a class path into the default config, and starts a new one where that is not a map.
  const isReplaced = kindClass(entryOf(root, "kind")?.value) === "class" && value?.kind !== "map";
  const isEmpty = key === "default_configs" && truthOf(value) === false;
  return {
    default_configs: optional(ANYTHING),
    [key]: isReplaced || isEmpty ? optional(ANYTHING) : required(DEFAULTS),
  };
}

/**
 * What the installer makes of a kind (cpex 0.1.4, tools/catalog.py, classify_plugin_kind): one that it knows, a Python
 * class path, or nothing that it takes.
 */
export function kindClass(node: YamlNode | undefined): "known" | "class" | "refused" | "unknown" {
  if (isUnknown(node)) return "unknown";
  const kind = textOf(node)?.trim() ?? "";
  if ((MANIFEST_KINDS as readonly string[]).includes(kind)) return "known";
  const segments = kind.split(".");
  const isPath = segments.length > 1 && segments.every((segment) => IDENTIFIER.test(segment));
  return isPath && /^\p{Lu}/u.test(segments.at(-1) ?? "") ? "class" : "refused";
}

const IDENTIFIER = /^[\p{ID_Start}_][\p{ID_Continue}]*$/u;
