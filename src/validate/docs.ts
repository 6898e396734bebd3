import { CATALOG_RULE_DOCS } from "../catalog/docs.ts";
import type { Severity } from "./diagnostic.ts";
import type { RuleCode } from "./rules/index.ts";

export interface RuleDocs {
  readonly severity: Severity;
  /** What the rule finds, in one line. */
  readonly summary: string;
}

/** What is documented of each rule; every one has a page under docs/rules. */
export const RULE_DOCS = {
  "yaml/syntax": { severity: "error", summary: "the file is not YAML that the loader reads" },
  "yaml/multiple-documents": { severity: "error", summary: "the file holds more than one YAML document" },
  "yaml/anchor": { severity: "error", summary: "an alias without its anchor, or an anchor that is used twice" },
  "yaml/unknown-tag": { severity: "error", summary: "a YAML tag that the loader does not construct" },
  "yaml/invalid-value": { severity: "error", summary: "a key or value that YAML can't turn into data" },
  "yaml/too-large": { severity: "error", summary: "a file that is too long, too deep or too large once written out" },
  "yaml/duplicate-key": { severity: "warning", summary: "a key that is set twice in one map" },
  "template/syntax": { severity: "error", summary: "template brackets that Jinja can't read" },
  "template/undefined": { severity: "error", summary: "an expression that stops the loader" },
  "template/empty": { severity: "warning", summary: "an expression that renders to nothing" },
  "template/escaped": { severity: "warning", summary: "a text that Jinja escapes as HTML" },
  "template/helm": { severity: "note", summary: "a template that Helm fills before CPEX reads the file" },
  "template/statement": { severity: "note", summary: "a block whose content depends on the environment" },
  "template/quantifier": {
    severity: "warning",
    summary: "numbers in double braces, which Jinja takes out of a pattern",
  },
  "schema/not-a-mapping": { severity: "error", summary: "a file whose top level is not a map" },
  "schema/missing-key": { severity: "error", summary: "a key that must be there is not" },
  "schema/wrong-type": { severity: "error", summary: "a value of the wrong type" },
  "schema/unknown-value": { severity: "error", summary: "a string that is not one of the few allowed" },
  "schema/unknown-key": { severity: "warning", summary: "a key that CPEX ignores" },
  "schema/surprising-value": { severity: "warning", summary: "a value that YAML 1.1 reads as another than it looks" },
  "hook/unknown": { severity: "warning", summary: "a hook that CPEX does not have" },
  "hook/duplicate": { severity: "warning", summary: "a hook that is named twice" },
  "hook/unimplemented": { severity: "warning", summary: "a hook that the plugin has no method for" },
  "config/external": {
    severity: "error",
    summary: "an external plugin with a config, or without exactly one transport",
  },
  "config/mcp": { severity: "error", summary: "keys of mcp that do not fit its proto" },
  "config/grpc": { severity: "error", summary: "a gRPC connection without exactly one address" },
  "config/unix-socket": { severity: "error", summary: "a Unix socket path that is not absolute" },
  "config/tls": { severity: "error", summary: "TLS settings that can't be used together" },
  "config/url": { severity: "error", summary: "a URL that CPEX refuses" },
  "config/path": { severity: "error", summary: "a file or folder that is not there" },
  "config/sse": { severity: "warning", summary: "the SSE transport, which CPEX can't speak" },
  "config/unknown-capability": { severity: "error", summary: "a capability that CPEX does not know" },
  "config/ignored-capabilities": { severity: "warning", summary: "capabilities that are not a list" },
  "config/legacy-mode": { severity: "warning", summary: "a mode of the old framework" },
  "config/duplicate-plugin": { severity: "warning", summary: "two plugins of the same name" },
  "config/empty-name": { severity: "warning", summary: "an empty name or kind" },
  "config/isolated": { severity: "warning", summary: "an isolated plugin that can't be started" },
  "config/no-hooks": { severity: "warning", summary: "a plugin that is never called" },
  "config/no-effect": { severity: "warning", summary: "a key that nothing looks at for such a plugin" },
  "config/plugin-dirs": { severity: "warning", summary: "a folder for plugins that CPEX leaves out" },
  "config/unverified-tls": { severity: "warning", summary: "a plugin's server whose certificate is not checked" },
  "config/manifest": { severity: "warning", summary: "what the manifest beside a plugin does not say" },
  "config/kind": { severity: "warning", summary: "a kind that no plugin can be loaded from" },
  "config/plugin-settings": { severity: "warning", summary: "plugin_settings, which CPEX ignores" },
  "config/condition": { severity: "warning", summary: "a condition that holds never or always" },
  "config/phase-order": { severity: "warning", summary: "a transform plugin that runs after ones of a later priority" },
  "config/fail-open": { severity: "warning", summary: "a guarding plugin whose failure lets requests pass" },
  "config/plain-secret": { severity: "warning", summary: "a password, key or token in plain text" },
  "plugin-config/invalid": { severity: "error", summary: "a setting that the plugin refuses" },
  "plugin-config/unknown-key": { severity: "warning", summary: "a setting that the plugin does not have" },
  "plugin-config/slow-pattern": { severity: "warning", summary: "a pattern that takes exponential time" },
  "plugin-config/pitfall": {
    severity: "warning",
    summary: "a setting that the plugin takes, and does something else with",
  },
  "manifest/kind": { severity: "error", summary: "a kind that can't be installed" },
  "manifest/version": { severity: "warning", summary: "a version that is not semantic" },
  "manifest/source": { severity: "error", summary: "a package or repository in a form that CPEX refuses" },
  "manifest/implementations": { severity: "error", summary: "an implementation that is not where the manifest says" },
  "manifest/versions": { severity: "warning", summary: "a version that is another one in the package" },
  "manifest/addon": { severity: "warning", summary: "an addon that was built with another manifest" },
  "manifest/code": { severity: "warning", summary: "a class or method that is not where the manifest says" },
  "manifest/default-config": { severity: "warning", summary: "default settings that the plugin does not take" },
  "file/unreadable": { severity: "error", summary: "a file or folder that could not be read" },
  "ignore/unused": { severity: "warning", summary: "a comment that ignores nothing" },
  "settings/invalid": { severity: "error", summary: "a setting of .mcpplugins.yaml that validate does not take" },
  ...CATALOG_RULE_DOCS,
} as const satisfies Record<RuleCode, RuleDocs>;

export function isRuleCode(code: string): code is RuleCode {
  return Object.hasOwn(RULE_DOCS, code);
}

/** Rules whose errors depend on more than what CPEX makes of the file: the machine, or its settings. */
const LOCAL_ERRORS: ReadonlySet<string> = new Set(["config/path", "config/url", "manifest/implementations"]);

/**
 * Whether the findings of a rule may be ignored, or shown as less than they are. What CPEX refuses stays an error: the file
 * would not load, whatever is shown.
 */
export function canLower(code: RuleCode): boolean {
  return RULE_DOCS[code].severity !== "error" || LOCAL_ERRORS.has(code);
}

/** The page of a rule, from the root of the toolkit. */
export function docsPage(code: RuleCode): string {
  return `docs/rules/${code}.md`;
}
