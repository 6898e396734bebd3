import type { PluginRule, RepositoryRule } from "../rule.ts";
import { crateName } from "./contract/crate-name.ts";
import { dynamicVersion } from "./contract/dynamic-version.ts";
import { entryPointTable } from "./contract/entry-point-table.ts";
import { entryPoint } from "./contract/entry-point.ts";
import { kindMismatch } from "./contract/kind-mismatch.ts";
import { managedRoot } from "./contract/managed-root.ts";
import { manifestKind } from "./contract/manifest-kind.ts";
import { manifestVersion } from "./contract/manifest-version.ts";
import { moduleName } from "./contract/module-name.ts";
import { packageName } from "./contract/package-name.ts";
import { pythonSource } from "./contract/python-source.ts";
import { repositoryUrl } from "./contract/repository-url.ts";
import { requiredPath } from "./contract/required-path.ts";
import { slug } from "./contract/slug.ts";
import { table } from "./contract/table.ts";
import { toml } from "./contract/toml.ts";
import { versionMismatch } from "./contract/version-mismatch.ts";
import { version } from "./contract/version.ts";
import { workspaceDependencies } from "./contract/workspace-dependencies.ts";
import { workspaceMember } from "./contract/workspace-member.ts";
import { workspaceMembers } from "./contract/workspace-members.ts";
import { workspacePackage } from "./contract/workspace-package.ts";
import { workspaceTable } from "./contract/workspace-table.ts";
import { workspaceToml } from "./contract/workspace-toml.ts";
import { workspace } from "./contract/workspace.ts";
import { kindModule } from "./stricter/kind-module.ts";
import { libraryName } from "./stricter/library-name.ts";
import { sharedDependency } from "./stricter/shared-dependency.ts";
import { uvMember } from "./stricter/uv-member.ts";

const OPENING = [managedRoot, workspace, workspaceToml, workspaceTable, workspaceMembers, workspacePackage] as const;

const PLUGIN = [
  slug,
  requiredPath,
  toml,
  table,
  workspaceMember,
  packageName,
  dynamicVersion,
  moduleName,
  pythonSource,
  repositoryUrl,
  version,
  crateName,
  manifestVersion,
  versionMismatch,
  manifestKind,
  entryPointTable,
  entryPoint,
  kindMismatch,
] as const;

const CLOSING = [workspaceDependencies] as const;

const STRICTER_RULES = [uvMember, sharedDependency, libraryName, kindModule] as const;

/** Every code of a finding in a repository. Codes are stable: scripts and ignores name them. */
export type CatalogRuleCode = (typeof OPENING | typeof PLUGIN | typeof CLOSING | typeof STRICTER_RULES)[number]["code"];

/**
 * The rules of IBM/cpex-plugins' `tools/plugin_catalog.py`, in its order: those on the repository before its plugins,
 * on each plugin, and on the repository after them. Its last rule but one, that the workspace holds every plugin, can't
 * be reached: each plugin has been looked for among the members before.
 */
export const CONTRACT: {
  readonly opening: readonly RepositoryRule<CatalogRuleCode>[];
  readonly plugin: readonly PluginRule<CatalogRuleCode>[];
  readonly closing: readonly RepositoryRule<CatalogRuleCode>[];
} = { opening: OPENING, plugin: PLUGIN, closing: CLOSING };

/** What that tool does not look at, on each plugin. */
export const STRICTER: readonly PluginRule<CatalogRuleCode>[] = STRICTER_RULES;
