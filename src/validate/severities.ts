import type { Diagnostic, Severity } from "./diagnostic.ts";
import { RULE_DOCS } from "./docs.ts";
import type { RuleCode } from "./rules/index.ts";

export const LEVELS = ["off", "note", "warning", "error"] as const;
export type Level = (typeof LEVELS)[number];

/** How the findings of some rules are shown instead of as the rules say. */
export type Severities = ReadonlyMap<RuleCode, Level>;

/** Shows diagnostics as the settings ask. What is a note as only the environment decides it, stays one. */
export function applySeverities(diagnostics: readonly Diagnostic[], severities: Severities): readonly Diagnostic[] {
  return diagnostics.flatMap((diagnostic) => {
    const level = severities.get(diagnostic.code);
    if (level === undefined) return [diagnostic];
    if (level === "off") return [];
    const isOpen = diagnostic.severity === "note" && RULE_DOCS[diagnostic.code].severity !== "note";
    const severity: Severity = isOpen ? "note" : level;
    return [{ ...diagnostic, severity }];
  });
}
