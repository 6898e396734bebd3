import fc from "fast-check";
import type { Diagnostic, Range } from "../../../src/validate/diagnostic.ts";
import { RULE_DOCS } from "../../../src/validate/docs.ts";
import type { CheckedFile, ValidateResult } from "../../../src/validate/result.ts";
import type { RuleCode } from "../../../src/validate/rules/index.ts";

/** Texts with what escapes and parsers stumble over. */
const text = fc
  .array(
    fc.constantFrom(
      "a",
      " ",
      ":",
      "::",
      ",",
      "%",
      "%0A",
      "\n",
      "\r",
      "\t",
      "<",
      "]]>",
      "&amp;",
      '"',
      "'",
      "\0",
      "\u{1F600}",
      "\uFFFE",
      "é",
      "\x1B[",
    ),
  )
  .map((pieces) => pieces.join(""));

const range: fc.Arbitrary<Range> = fc.tuple(fc.nat(50), fc.nat(5), fc.nat(50)).map(([line, lines, column]) => ({
  start: { offset: line * 60 + column, line: line + 1, column: column + 1 },
  end: { offset: (line + lines) * 60 + column + 1, line: line + lines + 1, column: column + 2 },
}));

const FILES = ["config.yaml", "a b/ü.yaml", "c,d:e%.yaml", "<stdin>"];

const diagnostic: fc.Arbitrary<Diagnostic> = fc.record({
  code: fc.constantFrom(...(Object.keys(RULE_DOCS) as RuleCode[])),
  severity: fc.constantFrom("error", "warning", "note"),
  message: text,
  file: fc.constantFrom(...FILES),
  range,
  related: fc.array(fc.record({ range, message: text }), { maxLength: 2 }),
  docs: fc.constant("docs/rules/page.md"),
});

const files: readonly CheckedFile[] = FILES.map((file) => ({ file, type: "config", text: "" }));

/** Results as `validate` makes them, with hostile texts in them. */
export const results: fc.Arbitrary<ValidateResult> = fc
  .array(fc.tuple(diagnostic, fc.option(text), fc.option(fc.tuple(text, range, fc.boolean()))), { maxLength: 6 })
  .map((parts) => ({
    files,
    diagnostics: parts.map(([one, help, fix]) =>
      Object.assign(
        {},
        one,
        help === null ? {} : { help },
        fix === null ? {} : { fix: { title: fix[0], safe: fix[2], edits: [{ range: fix[1], text: fix[0] }] } },
      ),
    ),
  }));
