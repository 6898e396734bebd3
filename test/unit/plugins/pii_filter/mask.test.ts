import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createMask } from "../../../../src/plugins/pii_filter/mask.ts";
import { PARTIAL_MASKS } from "./cases.ts";
import { createPii, invoke, mask, only, SALT } from "./pii.ts";

function hexOf(text: string, length: number): string {
  return createHash("sha256").update(text).digest("hex").slice(0, length);
}

describe("partial masks", () => {
  it.each(PARTIAL_MASKS)("of %s '%s' are '%s'", (type, text, masked) => {
    expect(mask(text, { ...only(type), default_mask_strategy: "partial" })).toBe(masked);
  });

  it.each([
    ["a", "*"],
    ["ab", "a*"],
    ["abc", "a*c"],
    ["\u{1F600}é文", "\u{1F600}*文"],
  ])("keep the ends of a custom match: '%s' becomes '%s'", (value, masked) => {
    expect(createMask({ redactionText: "", salt: SALT })(value, "custom", "partial")).toBe(masked);
  });

  // The original counts bytes here: it panics, or counts a character twice. See docs/divergences.md.
  it.each([
    ["email", "ſaxyz@example.com", "ſ***z@example.com"],
    ["email", "abcſ@example.com", "a***ſ@example.com"],
    ["email", "a\u212A@example.com", "***@example.com"],
    ["bsn", "BSN १२३४५६७८९", "*****६७८९"],
    ["bsn", "BSN ١٢٣٤٥٦٧٨٩", "*****٦٧٨٩"],
    ["bank_account", "Acct १२३४५६७८", "Ac*******५६७८"],
    ["bank_account", "ſſ12abcd1234567", "ſſ*********4567"],
  ] as const)("count characters, not bytes: %s '%s' becomes '%s'", (type, text, masked) => {
    expect(mask(text, { ...only(type), default_mask_strategy: "partial" })).toBe(masked);
  });

  it("write a lone surrogate of a custom match as U+FFFD", () => {
    const custom_patterns = [{ pattern: ".ab", description: "Three characters" }];
    expect(mask("\uD800ab", { custom_patterns, default_mask_strategy: "partial" })).toBe("\uFFFD*b");
  });

  it("hides an account number that has no ASCII letter", () => {
    expect(mask("ſſ1212341234567", { ...only("bank_account"), default_mask_strategy: "partial" })).toBe("[REDACTED]");
  });
});

describe("the other strategies", () => {
  it("redact writes the configured text, by default [REDACTED]", () => {
    expect(mask("mail a@b.co!")).toBe("mail [REDACTED]!");
    expect(mask("mail a@b.co!", { redaction_text: "<é>" })).toBe("mail <é>!");
  });

  it("remove leaves nothing", () => {
    expect(mask("mail a@b.co!", { default_mask_strategy: "remove" })).toBe("mail !");
  });

  it("hash gives equal values equal hashes under the instance's salt", () => {
    const hash = `[HASH:${hexOf(`${SALT}:a@b.co`, 16)}]`;
    expect(mask("a@b.co c@d.ef a@b.co", { default_mask_strategy: "hash" })).toBe(
      `${hash} [HASH:${hexOf(`${SALT}:c@d.ef`, 16)}] ${hash}`,
    );
  });

  it("hash reads a lone surrogate as U+FFFD", () => {
    const config = {
      custom_patterns: [{ pattern: "id=.", description: "id" }],
      default_mask_strategy: "hash" as const,
    };
    expect(mask("id=\uD800", config)).toBe(`[HASH:${hexOf(`${SALT}:id=\uFFFD`, 16)}]`);
  });

  it("tokenize gives each finding of an instance a token of its own, in order", () => {
    const pii = createPii({ default_mask_strategy: "tokenize" });
    const token = (count: number): string => `[TOKEN:${hexOf(`${SALT}:token:${count}`, 8)}]`;
    const payload = { name: "tool", args: { first: "a@b.co a@b.co", second: ["c@d.ef"] } };
    expect(invoke(pii, "tool_pre_invoke", payload).modified_payload).toEqual({
      name: "tool",
      args: { first: `${token(0)} ${token(1)}`, second: [token(2)] },
    });
    expect(invoke(pii, "tool_post_invoke", { name: "tool", result: "a@b.co" }).modified_payload).toEqual({
      name: "tool",
      result: token(3),
    });
  });

  it("a custom pattern may have its own, and takes the default one otherwise", () => {
    const custom_patterns = [
      { pattern: "EMP\\d+", description: "Employee number", mask_strategy: "partial" as const },
      { pattern: "DEP\\d+", description: "Department", mask_strategy: null },
    ];
    expect(mask("EMP123 DEP123 a@b.co", { custom_patterns, redaction_text: "-" })).toBe("E****3 - -");
  });
});

describe("masking a text", () => {
  it("masks digits that several patterns claim once", () => {
    const config = {
      redaction_text: "[PII_REDACTED]",
      custom_patterns: [{ pattern: "\\d{4}", description: "4 digits" }],
    };
    expect(mask("SSN: 123-45-6789 now", config)).toBe("SSN: [PII_REDACTED] now");
    expect(mask("Account 555-123-4567", config)).toBe("Account [PII_REDACTED]");
    expect(mask("SSN 123-45-6789", { default_mask_strategy: "partial" })).toBe("SSN ***-**-6789");
  });

  it("keeps everything else as it was, lone surrogates included", () => {
    expect(mask("\uD800 a@b.co \uDC00 é\u0000")).toBe("\uD800 [REDACTED] \uDC00 é\u0000");
  });

  it("changes nothing but the findings, whatever stands around them", () => {
    const around = fc.string({ unit: "grapheme" }).filter((text) => mask(text) === text);
    fc.assert(
      fc.property(around, around, (before, after) => {
        expect(mask(`${before} 123-45-6789 ${after}`)).toBe(`${before} [REDACTED] ${after}`);
      }),
    );
  });
});
