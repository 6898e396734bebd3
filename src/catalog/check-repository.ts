import type { PluginFolder, Repository } from "./repository.ts";
import type { Finding } from "./rule.ts";
import { type CatalogRuleCode, CONTRACT, STRICTER } from "./rules/index.ts";

export interface CatalogFinding extends Finding {
  readonly code: CatalogRuleCode;
}

/**
 * Everything that breaks the contract of a managed-plugin repository, in the order in which `tools/plugin_catalog.py`
 * looks. That tool stops at the first finding; its verdict and message are those of the first one here.
 */
export function checkContract(repository: Repository): readonly CatalogFinding[] {
  return [
    ...CONTRACT.opening.flatMap((rule) => withCode(rule.code, rule.check(repository))),
    ...repository.plugins.flatMap((plugin) => checkPlugin(plugin, repository)),
    ...CONTRACT.closing.flatMap((rule) => withCode(rule.code, rule.check(repository))),
  ];
}

/** What the contract allows, and does not work as it reads. */
export function checkStricter(repository: Repository): readonly CatalogFinding[] {
  return repository.plugins.flatMap((plugin) =>
    STRICTER.flatMap((rule) => withCode(rule.code, rule.check(plugin, repository))),
  );
}

function checkPlugin(plugin: PluginFolder, repository: Repository): readonly CatalogFinding[] {
  const findings: CatalogFinding[] = [];
  for (const { code, isGate = false, check } of CONTRACT.plugin) {
    const found = withCode(code, check(plugin, repository));
    findings.push(...found);
    if (isGate && found.length > 0) break;
  }
  return findings;
}

function withCode(code: CatalogRuleCode, findings: Iterable<Finding>): readonly CatalogFinding[] {
  return Array.from(findings, (finding) => ({ code, ...finding }));
}
