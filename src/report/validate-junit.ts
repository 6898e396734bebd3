import type { Diagnostic } from "../validate/diagnostic.ts";
import type { CheckedFile, ValidateResult } from "../validate/result.ts";
import { plural } from "./units.ts";
import { escapeXml, openTag } from "./xml.ts";

/** JUnit XML: a suite with a test for each file, which fails for its errors; what else was found is its output. */
export function renderValidateJunit({ files, diagnostics }: ValidateResult): string {
  const byFile = new Map<string, Diagnostic[]>(files.map(({ file }) => [file, []]));
  for (const diagnostic of diagnostics) byFile.get(diagnostic.file)?.push(diagnostic);
  const tests = files.map((file) => renderTest(file, byFile.get(file.file) ?? []));
  const failures = new Set(errorsOf(diagnostics).map(({ file }) => file)).size;
  const suite = openTag("testsuite", { name: "validate", tests: files.length, failures, errors: 0 });
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="mcpplugins validate">
  ${suite}
${tests.join("")}  </testsuite>
</testsuites>
`;
}

function renderTest({ file, type }: CheckedFile, found: readonly Diagnostic[]): string {
  const start = `    ${openTag("testcase", { classname: `validate.${type}`, name: file })}`;
  const errors = errorsOf(found);
  const others = found.filter(({ severity }) => severity !== "error");
  const children = [
    ...(errors.length === 0
      ? []
      : [`      ${openTag("failure", { message: plural(errors.length, "error") })}${list(errors)}</failure>\n`]),
    ...(others.length === 0 ? [] : [`      <system-out>${list(others)}</system-out>\n`]),
  ];
  return children.length === 0 ? `${start}</testcase>\n` : `${start}\n${children.join("")}    </testcase>\n`;
}

function errorsOf(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.filter(({ severity }) => severity === "error");
}

function list(diagnostics: readonly Diagnostic[]): string {
  const lines = diagnostics.map(({ file, range: { start }, severity, code, message, help }) => {
    const text = help === undefined ? message : `${message} (${help})`;
    return `${file}:${start.line}:${start.column} ${severity}[${code}] ${text}`;
  });
  return escapeXml(lines.join("\n"));
}
