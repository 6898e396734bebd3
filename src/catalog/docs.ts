import type { CatalogRuleCode } from "./rules/index.ts";

export interface CatalogRuleDocs {
  /** error: the repository's own tool refuses it. */
  readonly severity: "error" | "warning";
  /** What the rule finds, in one line. */
  readonly summary: string;
}

/** What is documented of each rule on repositories; every one has a page under docs/rules. */
export const CATALOG_RULE_DOCS = {
  "catalog/managed-root": { severity: "error", summary: "a repository without the folder of managed plugins" },
  "catalog/workspace": { severity: "error", summary: "a repository without a Cargo.toml" },
  "catalog/workspace-toml": { severity: "error", summary: "the Cargo.toml of a repository that is not TOML" },
  "catalog/workspace-table": { severity: "error", summary: "a workspace that is not a table" },
  "catalog/workspace-members": { severity: "error", summary: "members of a workspace that are not a list of strings" },
  "catalog/workspace-package": { severity: "error", summary: "package data of a workspace that are not a table" },
  "catalog/slug": { severity: "error", summary: "a folder whose name can't be a plugin's" },
  "catalog/required-path": { severity: "error", summary: "a file that every plugin has is not there" },
  "catalog/toml": { severity: "error", summary: "a Cargo.toml or pyproject.toml of a plugin that is not TOML" },
  "catalog/table": { severity: "error", summary: "a section of a plugin's TOML that is not a table" },
  "catalog/workspace-member": { severity: "error", summary: "a plugin that is not a member of the Cargo workspace" },
  "catalog/package-name": { severity: "error", summary: "a distribution that is not named after the plugin" },
  "catalog/dynamic-version": { severity: "error", summary: "a version that does not come from Cargo.toml" },
  "catalog/module-name": { severity: "error", summary: "a native module that is not where the plugin imports it from" },
  "catalog/python-source": { severity: "error", summary: "Python sources that maturin looks for elsewhere" },
  "catalog/repository": { severity: "error", summary: "a crate that names another repository" },
  "catalog/version": { severity: "error", summary: "a crate without a version of its own" },
  "catalog/crate-name": { severity: "error", summary: "a crate that is not named as the plugin" },
  "catalog/manifest-version": { severity: "error", summary: "a manifest without one readable version" },
  "catalog/version-mismatch": { severity: "error", summary: "manifest and crate of different versions" },
  "catalog/manifest-kind": { severity: "error", summary: "a manifest without one readable class path as kind" },
  "catalog/entry-point-table": { severity: "error", summary: "a plugin that declares no entry point" },
  "catalog/entry-point": { severity: "error", summary: "an entry point that is not module:object" },
  "catalog/kind-mismatch": { severity: "error", summary: "manifest and entry point name different classes" },
  "catalog/workspace-dependencies": {
    severity: "error",
    summary: "a dependency that does not come from the workspace",
  },
  "repo/uv-member": { severity: "warning", summary: "a plugin that is not in the uv workspace" },
  "repo/shared-dependency": { severity: "warning", summary: "a version of its own where the workspace has one" },
  "repo/library-name": { severity: "warning", summary: "a library that maturin does not find" },
  "repo/kind-module": { severity: "warning", summary: "a kind whose module is not in the package" },
} as const satisfies Record<CatalogRuleCode, CatalogRuleDocs>;
