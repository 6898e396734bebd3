import { describe, expect, it } from "vitest";
import { createStyle } from "../../../src/report/style.ts";
import { renderValidateCompact } from "../../../src/report/validate-compact.ts";
import { renderValidateGithub } from "../../../src/report/validate-github.ts";
import { renderValidateJson } from "../../../src/report/validate-json.ts";
import { renderValidateText } from "../../../src/report/validate-text.ts";
import type { Diagnostic } from "../../../src/validate/diagnostic.ts";
import type { ValidateResult } from "../../../src/validate/validate-paths.ts";

const TEXT = "plugins:\n  - mode: x\n";

function result(...diagnostics: readonly Partial<Diagnostic>[]): ValidateResult {
  const base: Diagnostic = {
    code: "schema/unknown-value",
    severity: "error",
    message: "'x' is not a value",
    help: "Did you mean 'y'?",
    file: "config.yaml",
    range: { start: { offset: 19, line: 2, column: 11 }, end: { offset: 20, line: 2, column: 12 } },
    related: [],
    docs: "docs/rules/schema/unknown-value.md",
  };
  const files = ["config.yaml", "b.yaml"].map((file) => ({ file, type: "config" as const, text: TEXT }));
  return { files, diagnostics: diagnostics.map((changes) => Object.assign({}, base, changes)) };
}

const text = (one: ValidateResult): string => renderValidateText(one, createStyle(false), 80);

describe("the text report", () => {
  it("shows a diagnostic with its line, its help, its page and the summary", () => {
    expect(text(result({}))).toBe(
      [
        "error[schema/unknown-value]: 'x' is not a value",
        "--> config.yaml:2:11",
        "  |",
        "2 |   - mode: x",
        "  |           ^",
        "= help: Did you mean 'y'?",
        "= docs: docs/rules/schema/unknown-value.md",
        "",
        "1 error in 2 files",
        "",
      ].join("\n"),
    );
  });

  it.each([
    [[], "2 files checked, no problems\n"],
    [["error", "error", "warning"], "2 errors, 1 warning in 2 files\n"],
    [["note"], "1 note in 2 files\n"],
  ] as const)("sums up %j", (severities, summary) => {
    expect(text(result(...severities.map((severity) => ({ severity }))))).toMatch(new RegExp(`(?:^|\n)${summary}$`));
  });

  it("colours by severity", () => {
    const colored = renderValidateText(result({}, { severity: "warning" }), createStyle(true), 80);
    expect(colored).toContain("\x1B[31merror[schema/unknown-value]\x1B[39m");
    expect(colored).toContain("\x1B[33mwarning[schema/unknown-value]\x1B[39m");
  });
});

describe("a message that a file had a say in", () => {
  it("never reaches a terminal with control characters in it", () => {
    const one = result({ message: "'\x1B[31m' is not a value", help: "Did you mean '\x1B]0;x\x07'?" });
    expect(text(one)).not.toContain("\x1B");
    expect(renderValidateCompact(one)).not.toContain("\x1B");
  });
});

describe("the compact report", () => {
  it("is one line a diagnostic, whatever the message holds", () => {
    expect(renderValidateCompact(result({}, { message: "two\n  lines", severity: "note" }))).toBe(
      "config.yaml:2:11: error[schema/unknown-value] 'x' is not a value (Did you mean 'y'?)\n" +
        "config.yaml:2:11: note[schema/unknown-value] two lines (Did you mean 'y'?)\n",
    );
  });
});

describe("the JSON report", () => {
  it("is one document with files, counts and diagnostics", () => {
    const one = result({}, { severity: "warning" });
    expect(JSON.parse(renderValidateJson(one))).toEqual({
      schemaVersion: 1,
      files: [
        { file: "config.yaml", type: "config" },
        { file: "b.yaml", type: "config" },
      ],
      summary: { files: 2, errors: 1, warnings: 1, notes: 0 },
      diagnostics: one.diagnostics,
    });
  });
});

describe("the GitHub report", () => {
  it("annotates the range", () => {
    expect(renderValidateGithub(result({}))).toBe(
      "::error file=config.yaml,line=2,endLine=2,col=11,endColumn=12,title=schema/unknown-value::'x' is not a value%0ADid you mean 'y'?\n",
    );
  });

  it("escapes what would end a command or a property", () => {
    const output = renderValidateGithub(result({ file: "a,b:c%.yaml", message: "x%\r\ny", severity: "note" }));
    expect(output).toMatch(/^::notice file=a%2Cb%3Ac%25\.yaml,.*::x%25%0D%0Ay%0ADid/);
    expect(output.split("\n")).toHaveLength(2);
  });

  it("leaves out the columns of a range over lines", () => {
    const range = { start: { offset: 0, line: 1, column: 1 }, end: { offset: 20, line: 2, column: 12 } };
    expect(renderValidateGithub(result({ range }))).toContain("line=1,endLine=2,title=");
  });
});
