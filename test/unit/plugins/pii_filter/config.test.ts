import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { Config } from "../../../../src/plugins/pii_filter/config.ts";
import { LOOKS_AT } from "../../../../src/plugins/pii_filter/decide.ts";

const manifest = parse(
  readFileSync(new URL("../../../../src/plugins/pii_filter/plugin-manifest.yaml", import.meta.url), "utf8"),
) as Record<string, unknown>;

/** The issues of a config, as path and message. */
function issuesOf(config: unknown): [path: string, message: string][] {
  const { error } = Config.safeParse(config);
  return (error?.issues ?? []).map(({ path, message }) => [path.join("."), message]);
}

it("has the defaults that the manifest shows", () => {
  expect(manifest["default_config"]).toEqual(Config.parse({}));
});

it("has the hooks that the manifest shows", () => {
  expect(manifest["available_hooks"]).toEqual(Object.keys(LOOKS_AT));
});

it("describes every key", () => {
  for (const [key, schema] of Object.entries(Config.shape)) expect(schema.description, key).toBeTruthy();
});

it("ignores keys that it does not know", () => {
  expect(Config.parse({ detect_ssn: false, detect_ssm: true })).toEqual({ ...Config.parse({}), detect_ssn: false });
});

it.each([
  ["max_text_bytes", 104_857_600],
  ["max_nested_depth", 1000],
  ["max_collection_items", 1_000_000],
])("takes %s from 1 to %d", (key, maximum) => {
  expect(issuesOf({ [key]: 1 })).toEqual([]);
  expect(issuesOf({ [key]: maximum })).toEqual([]);
  for (const tooSmall of [0, -1]) {
    expect(issuesOf({ [key]: tooSmall })).toEqual([[key, `${key} must be greater than 0`]]);
  }
  expect(issuesOf({ [key]: maximum + 1 })).toEqual([[key, `${key} must be less than or equal to ${maximum}`]]);
});

it.each([
  ["a number for a switch", { detect_ssn: 1 }, "detect_ssn"],
  ["null for a switch", { block_on_detection: null }, "block_on_detection"],
  ["a fraction for a limit", { max_text_bytes: 1.5 }, "max_text_bytes"],
  ["a switch for a limit", { max_text_bytes: true }, "max_text_bytes"],
  ["a number for a text", { redaction_text: 1 }, "redaction_text"],
  ["null for the strategy", { default_mask_strategy: null }, "default_mask_strategy"],
  ["null for the whitelist", { whitelist_patterns: null }, "whitelist_patterns"],
  ["a text for the whitelist", { whitelist_patterns: "x" }, "whitelist_patterns"],
  // The original ignores these in silence, so that nothing is looked for. See docs/divergences.md.
  ["null for the custom patterns", { custom_patterns: null }, "custom_patterns"],
  ["an object for the custom patterns", { custom_patterns: { pattern: "x" } }, "custom_patterns"],
  ["a text for the custom patterns", { custom_patterns: "x" }, "custom_patterns"],
  ["a text for one custom pattern", { custom_patterns: ["x"] }, "custom_patterns.0"],
])("refuses %s", (_what, config, path) => {
  expect(issuesOf(config).map(([at]) => at)).toEqual([path]);
});

it("reads 5.0 as 5, for a limit is a whole number whatever its spelling", () => {
  expect(Config.parse(parse("max_nested_depth: 5.0"))).toMatchObject({ max_nested_depth: 5 });
});

it("names the strategies when one is unknown", () => {
  const known = "Expected one of: redact, partial, hash, tokenize, remove";
  expect(issuesOf({ default_mask_strategy: "x" })).toEqual([
    ["default_mask_strategy", `Invalid 'default_mask_strategy' value 'x'. ${known}`],
  ]);
  expect(issuesOf({ custom_patterns: [{ pattern: "a", description: "d", mask_strategy: "x" }] })).toEqual([
    ["custom_patterns.0.mask_strategy", `Invalid 'custom_patterns[].mask_strategy' value 'x'. ${known}`],
  ]);
});

it("names what a custom pattern lacks", () => {
  expect(issuesOf({ custom_patterns: [{}] })).toEqual([
    ["custom_patterns.0.pattern", "Missing 'pattern' field"],
    ["custom_patterns.0.description", "Missing 'description' field"],
  ]);
});

it.each([
  ["nothing", "", "Custom pattern cannot be empty"],
  ["spaces", " \u00A0\u0085\t", "Custom pattern cannot be empty"],
  ["257 bytes", "x".repeat(257), "Custom pattern exceeds 256 characters"],
  ["258 bytes of 129 letters", "é".repeat(129), "Custom pattern exceeds 256 characters"],
  ["17 alternations", `a${"|a".repeat(17)}`, "Custom pattern has too many alternations (max 16)"],
  ["25 quantifiers", "a?".repeat(25), "Custom pattern has too many quantifiers (max 24)"],
  ["25 counts", "a{2}".repeat(25), "Custom pattern has too many quantifiers (max 24)"],
])("refuses a custom pattern of %s", (_what, pattern, message) => {
  expect(issuesOf({ custom_patterns: [{ pattern, description: "d" }] })).toEqual([
    ["custom_patterns.0.pattern", `Pattern compilation failed: ${message}`],
  ]);
  expect(issuesOf({ custom_patterns: [{ pattern, description: "d", enabled: false }] })).toEqual([]);
});

it.each([
  ["256 bytes", "x".repeat(256)],
  ["16 alternations", `a${"|a".repeat(16)}`],
  ["24 quantifiers", "a?".repeat(24)],
  ["a byte order mark, which is no space", "\uFEFF"],
])("takes a custom pattern of %s", (_what, pattern) => {
  expect(issuesOf({ custom_patterns: [{ pattern, description: "d" }] })).toEqual([]);
});

it("places a pattern that does not compile at its own path", () => {
  const [bad] = issuesOf({
    custom_patterns: [
      { pattern: "a", description: "d" },
      { pattern: "(a", description: "d" },
    ],
  });
  expect(bad?.[0]).toBe("custom_patterns.1.pattern");
  expect(bad?.[1]).toMatch(/^Pattern compilation failed: Failed to compile custom pattern '\(a': /);

  const [whitelisted] = issuesOf({ whitelist_patterns: ["a", "("] });
  expect(whitelisted?.[0]).toBe("whitelist_patterns.1");
  expect(whitelisted?.[1]).toMatch(/^Pattern compilation failed: Invalid whitelist pattern '\(': /);
});

it("refuses what the Rust regex crate does not know", () => {
  for (const pattern of ["(?=a)", "(?<!a)b", "(a)\\1"]) {
    expect(issuesOf({ custom_patterns: [{ pattern, description: "d" }] })).toHaveLength(1);
  }
});
