import { packageVersion } from "../package.ts";
import type { Diagnostic, DiagnosticFix, Range } from "../validate/diagnostic.ts";
import { RULE_DOCS } from "../validate/docs.ts";
import type { ValidateResult } from "../validate/result.ts";
import { formatJson } from "./json.ts";

/** A SARIF 2.1.0 log, for code scanning. Columns are UTF-16 code units, which the log declares. */
export function renderValidateSarif({ diagnostics }: ValidateResult): string {
  const codes = [...new Set(diagnostics.map(({ code }) => code))].sort();
  const log = {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "mcpplugins",
            semanticVersion: packageVersion(),
            rules: codes.map((id) => ({
              id,
              shortDescription: { text: RULE_DOCS[id].summary },
              help: { text: `Run 'mcpplugins explain ${id}' for an example before and after.` },
              defaultConfiguration: { level: RULE_DOCS[id].severity },
            })),
          },
        },
        columnKind: "utf16CodeUnits",
        results: diagnostics.map((diagnostic) => result(diagnostic, codes.indexOf(diagnostic.code))),
      },
    ],
  };
  return formatJson(log);
}

function result({ code, severity, message, help, file, range, related, fix }: Diagnostic, ruleIndex: number) {
  return {
    ruleId: code,
    ruleIndex,
    level: severity,
    message: { text: help === undefined ? message : `${message}\n${help}` },
    locations: [{ physicalLocation: place(file, range) }],
    relatedLocations: related.map((other, id) => ({
      id,
      message: { text: other.message },
      physicalLocation: place(file, other.range),
    })),
    ...(fix === undefined ? {} : { fixes: [fixOf(fix, file)] }),
  };
}

function fixOf({ title, safe, edits }: DiagnosticFix, file: string) {
  const replacements = edits.map(({ range, text }) => ({
    deletedRegion: region(range),
    insertedContent: { text },
  }));
  return {
    description: { text: safe ? title : `${title} (unsafe)` },
    artifactChanges: [{ artifactLocation: { uri: toUri(file) }, replacements }],
  };
}

function place(file: string, range: Range) {
  return { artifactLocation: { uri: toUri(file) }, region: region(range) };
}

function region({ start, end }: Range) {
  return {
    startLine: start.line,
    startColumn: start.column,
    endLine: end.line,
    endColumn: end.column,
    charOffset: start.offset,
    charLength: end.offset - start.offset,
  };
}

/** A path as a relative or absolute reference; a drive letter would be read as a scheme. */
function toUri(file: string): string {
  const path = file.replaceAll("\\", "/").split("/").map(encodeURIComponent).join("/");
  return /^[a-z]%3A\//i.test(path) ? `file:///${path.replace("%3A", ":")}` : path;
}
