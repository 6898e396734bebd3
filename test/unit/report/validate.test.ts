import { describe, expect, it } from "vitest";
import { createStyle } from "../../../src/report/style.ts";
import { renderValidateCompact } from "../../../src/report/validate-compact.ts";
import { renderValidateDiff } from "../../../src/report/validate-diff.ts";
import { renderValidateGithub } from "../../../src/report/validate-github.ts";
import { renderValidateJson } from "../../../src/report/validate-json.ts";
import { renderValidateJunit } from "../../../src/report/validate-junit.ts";
import { renderValidateSarif } from "../../../src/report/validate-sarif.ts";
import { renderValidateText } from "../../../src/report/validate-text.ts";
import type { Diagnostic } from "../../../src/validate/diagnostic.ts";
import type { ValidateResult } from "../../../src/validate/result.ts";

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

const place = { start: { offset: 19, line: 2, column: 11 }, end: { offset: 20, line: 2, column: 12 } };
const fix = { title: "Write 'y'", safe: true, edits: [{ range: place, text: "y" }] };

describe("a fix", () => {
  it.each([
    [true, "= fix: Write 'y' (--fix)\n"],
    [false, "= fix: Write 'y' (--fix=unsafe)\n"],
  ])("is in the text with the flag that makes it (safe: %s)", (safe, line) => {
    expect(text(result({ fix: { ...fix, safe } }))).toContain(line);
  });

  it("is in SARIF as a replacement of its region", () => {
    const log = JSON.parse(renderValidateSarif(result({ fix }))) as { runs: [{ results: [{ fixes: unknown }] }] };
    const deletedRegion = { startLine: 2, startColumn: 11, endLine: 2, endColumn: 12, charOffset: 19, charLength: 1 };
    expect(log.runs[0].results[0].fixes).toEqual([
      {
        description: { text: "Write 'y'" },
        artifactChanges: [
          {
            artifactLocation: { uri: "config.yaml" },
            replacements: [{ deletedRegion, insertedContent: { text: "y" } }],
          },
        ],
      },
    ]);
  });

  it("that was made is counted, and shown as a diff", () => {
    const fixed = { ...result({ fix }).diagnostics[0]! };
    const made = { path: "/p/config.yaml", before: TEXT, fixed: [fixed] };
    const file = { file: "config.yaml", type: "config", text: TEXT.replace("x", "y"), fix: made } as const;
    const after = { files: [file], diagnostics: [], known: 2 };
    expect(text(after)).toBe("1 file checked, no problems; 1 fixed; 2 in the baseline\n");
    expect(JSON.parse(renderValidateJson(after))).toMatchObject({ files: [{ fixed: 1 }], summary: { known: 2 } });
    expect(renderValidateDiff(after, createStyle(false))).toBe(
      "--- a/config.yaml\n+++ b/config.yaml\n@@ -1,2 +1,2 @@\n plugins:\n-  - mode: x\n+  - mode: y\n",
    );
  });
});

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

describe("the SARIF report", () => {
  const log = (one: ValidateResult) =>
    JSON.parse(renderValidateSarif(one)) as { runs: [{ tool: { driver: { rules: unknown[] } }; results: object[] }] };

  it("has each rule once, and each result with its rule and its exact region", () => {
    const { runs } = log(result({}, { code: "hook/unknown", severity: "warning", related: [] }, {}));
    expect(runs[0].tool.driver.rules).toMatchObject([
      { id: "hook/unknown", defaultConfiguration: { level: "warning" } },
      { id: "schema/unknown-value", defaultConfiguration: { level: "error" } },
    ]);
    expect(runs[0]).toMatchObject({ columnKind: "utf16CodeUnits" });
    expect(runs[0].results).toMatchObject([
      {
        ruleId: "schema/unknown-value",
        ruleIndex: 1,
        level: "error",
        message: { text: "'x' is not a value\nDid you mean 'y'?" },
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: "config.yaml" },
              region: { startLine: 2, startColumn: 11, endLine: 2, endColumn: 12, charOffset: 19, charLength: 1 },
            },
          },
        ],
      },
      { ruleIndex: 0 },
      { ruleIndex: 1 },
    ]);
  });

  it("has related places beside the location", () => {
    const range = { start: { offset: 0, line: 1, column: 1 }, end: { offset: 7, line: 1, column: 8 } };
    const { runs } = log(result({ related: [{ range, message: "first here" }] }));
    expect(runs[0].results).toMatchObject([
      {
        relatedLocations: [{ id: 0, message: { text: "first here" }, physicalLocation: { region: { charLength: 7 } } }],
      },
    ]);
  });

  it.each([
    ["a b/ü.yaml", "a%20b/%C3%BC.yaml"],
    ["..\\up\\config.yaml", "../up/config.yaml"],
    ["C:\\configs\\a.yaml", "file:///C:/configs/a.yaml"],
    ["<stdin>", "%3Cstdin%3E"],
  ])("writes the path %s as the reference %s", (file, uri) => {
    expect(renderValidateSarif(result({ file }))).toContain(`"uri": "${uri}"`);
  });
});

describe("the JUnit report", () => {
  it("has a test for each file, which fails for its errors alone", () => {
    const xml = renderValidateJunit(result({ message: "<x> & \u0001" }, { file: "b.yaml", severity: "warning" }));
    expect(xml).toContain('<testsuite name="validate" tests="2" failures="1" errors="0">');
    expect(xml).toContain(`<testcase classname="validate.config" name="config.yaml">
      <failure message="1 error">config.yaml:2:11 error[schema/unknown-value] &lt;x&gt; &amp; \ufffd (Did you mean 'y'?)</failure>
    </testcase>`);
    expect(xml).toContain("<system-out>b.yaml:2:11 warning[schema/unknown-value]");
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
