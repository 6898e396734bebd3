import { describe, expect, it } from "vitest";
import { BUILT_IN_TYPES } from "../../../../src/plugins/pii_filter/pii-types.ts";
import { HITS, NEAR_MISSES, OVERLAPS, UNICODE_CASES } from "./cases.ts";
import { find, only } from "./pii.ts";

describe("each detector", () => {
  it.each(HITS.map(([type, text, ...values]) => ({ type, text, values })))("finds $type in '$text'", (hit) => {
    expect(find(hit.text, only(hit.type))).toEqual(hit.values.map((value) => [hit.type, value]));
  });

  it.each(NEAR_MISSES.map(([type, why, text]) => ({ type, why, text })))("finds no $type in '$text': $why", (miss) => {
    expect(find(miss.text, only(miss.type))).toEqual([]);
  });

  it.each(BUILT_IN_TYPES)("can be switched off: %s", (type) => {
    const [, text = ""] = HITS.find((hit) => hit[0] === type) ?? [];
    const types = find(text, { [`detect_${type}`]: false }).map(([found]) => found);
    expect(types).not.toContain(type);
  });
});

describe("characters beyond ASCII", () => {
  it.each(UNICODE_CASES.map(([why, text, ...found]) => ({ why, text, found })))("$why", ({ text, found }) => {
    expect(find(text)).toEqual(found);
  });

  it("counts a lone surrogate as one character that is neither letter, digit nor space", () => {
    expect(find("\uD800123-45-6789\uDC00")).toEqual([["ssn", "123-45-6789"]]);
    expect(find("BSN\uD800123456789")).toEqual([]);
  });
});

describe("overlapping matches", () => {
  it.each(OVERLAPS.map(([why, text, ...found]) => ({ why, text, found })))("$why: '$text'", ({ text, found }) => {
    expect(find(text)).toEqual(found);
  });
});

describe("the whitelist", () => {
  it("leaves a match alone in which one of its patterns is found, without regard to case", () => {
    const config = { whitelist_patterns: ["@EXAMPLE\\.com$", "^555"] };
    expect(find("a@example.com b@example.org 555-123-4567 202-555-0143", config)).toEqual([
      ["email", "b@example.org"],
      ["phone", "202-555-0143"],
    ]);
  });

  it("sees the matched text only, not what stands around it", () => {
    expect(find("test 123-45-6789", { whitelist_patterns: ["test"] })).toEqual([["ssn", "123-45-6789"]]);
  });

  it("gives way to what the dropped match had overlapped", () => {
    expect(find("Account 5551234567", { whitelist_patterns: ["account"] })).toEqual([["phone", "5551234567"]]);
  });
});

describe("custom patterns", () => {
  const badge = { pattern: "\\bEMP\\d{6}\\b", description: "Employee number" };

  it("are found without regard to case, as type custom", () => {
    expect(find("emp123456", { custom_patterns: [badge] })).toEqual([["custom", "emp123456"]]);
  });

  it("are not used when they are disabled", () => {
    expect(find("EMP123456", { custom_patterns: [{ ...badge, enabled: false }] })).toEqual([]);
  });

  it("never make a finding of an empty match", () => {
    const maybe = { pattern: "x*", description: "Perhaps some x" };
    expect(find("axxb", { custom_patterns: [maybe] })).toEqual([["custom", "xx"]]);
  });

  it("lose to a longer match at the same place", () => {
    const start = { pattern: "123-45", description: "The start of an SSN" };
    expect(find("123-45-6789 123-45", { custom_patterns: [start] })).toEqual([
      ["ssn", "123-45-6789"],
      ["custom", "123-45"],
    ]);
  });

  it("stand by name among the types that have the same span", () => {
    const digits = { pattern: "\\d{3}-\\d{2}-\\d{4}", description: "The shape of an SSN" };
    expect(find("123-45-6789 000-00-0000", { custom_patterns: [digits] })).toEqual([
      ["custom", "123-45-6789"],
      ["custom", "000-00-0000"],
    ]);
    expect(find("NL91ABNA0417164300", { custom_patterns: [{ pattern: "NL\\w+", description: "IBAN" }] })).toEqual([
      ["bank_account", "NL91ABNA0417164300"],
    ]);
  });
});
