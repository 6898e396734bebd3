import { describe, expect, it } from "vitest";
import { compilePattern, PatternError } from "../../../src/regex/index.ts";

function refusal(source: string): PatternError {
  try {
    compilePattern(source);
  } catch (error) {
    if (error instanceof PatternError) return error;
    throw error;
  }
  throw new Error(`${source} is accepted`);
}

describe("what the regex crate refuses is refused, and the error says where", () => {
  it.each([
    ["a(?=b)", 1, "lookahead and lookbehind are not supported"],
    ["(?<!a)b", 0, "lookahead and lookbehind are not supported"],
    ["(a)\\1", 3, "backreferences are not supported"],
    ["a\\0", 1, "backreferences are not supported"],
    ["😀(", 2, "the group is not closed"],
    ["a)", 1, "the group was not opened"],
    ["(?>a)", 2, "unknown flag or group kind '>'"],
    ["(?P=n)", 2, "unknown flag or group kind 'P'"],
    ["(?ii)", 3, "flag 'i' is given twice"],
    ["(?i--s)", 4, "flags are negated twice"],
    ["(?i-)", 3, "nothing is negated"],
    ["(?i", 3, "flags are not closed"],
    ["(?)", 0, "there is nothing to repeat"],
    ["*", 0, "there is nothing to repeat"],
    ["a|+", 2, "there is nothing to repeat"],
    ["a(?i)?", 5, "there is nothing to repeat"],
    ["{2}", 0, "there is nothing to repeat"],
    ["a{", 2, "the repetition has no number"],
    ["a{,2}", 2, "the repetition has no number"],
    ["a{1", 1, "the repetition is not closed"],
    ["a{3,2}", 1, "the repetition ends before it starts"],
    ["a{4294967296}", 2, "the repetition's number is too large"],
    ["a{x}", 2, "the repetition has no number"],
    ["(?P<n>a)(?<n>b)", 11, "there are two groups named 'n'"],
    ["(?<1n>a)", 3, "'1n' is not a name for a group"],
    ["(?<>a)", 3, "'' is not a name for a group"],
    ["(?<n", 3, "the name of the group is not closed"],
    ["[a", 0, "the class is not closed"],
    ["[]", 0, "the class is not closed"],
    ["[a[b]", 0, "the class is not closed"],
    ["[z-a]", 1, "the range ends before it starts"],
    ["[a-\\d]", 1, "a range is between two characters"],
    ["[\\b]", 1, "an assertion can't stand in a class"],
    ["\\", 0, "the pattern ends inside an escape"],
    ["\\Z", 0, "unknown escape '\\Z'"],
    ["\\é", 0, "unknown escape '\\é'"],
    ["\\Qa\\E", 0, "unknown escape '\\Q'"],
    ["\\xg", 2, "'g' is not a hexadecimal digit"],
    ["\\x4", 0, "the pattern ends inside an escape"],
    ["\\x{}", 0, "the escape has no digits"],
    ["\\x{110000}", 0, "U+110000 is not a character"],
    ["\\u{d800}", 0, "U+D800 is not a character"],
    ["\\p{Nope}", 0, "unknown or unsupported Unicode property 'Nope'"],
    ["\\p{Greek", 0, "the name of a property is not closed"],
    ["\\p{gc=Greek}", 0, "unknown or unsupported Unicode property 'gc=Greek'"],
    ["\\b{nope}", 3, "unknown word boundary 'nope'"],
    ["\\b{start", 2, "the name of a word boundary is not closed"],
    ["(?-u:.)", 5, "'.' needs the flag u: without it, it could match half a character"],
    ["(?-u:\\W)", 5, "'\\W' needs the flag u: without it, it could match half a character"],
    ["(?-u:[^a])", 5, "a negated class needs the flag u: without it, it could match half a character"],
    ["(?-u:[[:^alpha:]])", 6, "a negated class needs the flag u: without it, it could match half a character"],
    ["(?-u:[é])", 6, "a class takes characters beyond ASCII only with the flag u"],
    ["(?-u:\\xFF)", 5, "'\\xFF' needs the flag u: without it, it is a byte, not a character"],
    ["(?-u:\\pL)", 5, "a Unicode property needs the flag u"],
  ])("%j at %i: %s", (source, offset, problem) => {
    const error = refusal(source);
    expect(error.offset).toBe(offset);
    expect(error.message).toBe(`${problem} (at offset ${offset})`);
  });
});

describe("what is refused beyond that", () => {
  it.each([
    ["a{5001}", 1, "the pattern, with its repetitions unrolled, is too large"],
    ["b(?:(?:a{50}){50}){50}", 18, "the pattern, with its repetitions unrolled, is too large"],
    ["\\w{201}", 2, "the pattern, with its repetitions unrolled, is too large"],
    [`${"(".repeat(51)}a${")".repeat(51)}`, 50, "groups nest at most 50 deep"],
    [`a${"*".repeat(200)}`, 101, "the pattern is nested too deep"],
    [`${"[".repeat(26)}a${"]".repeat(26)}`, 25, "a class holds at most 25 nested classes and set operations"],
    ["\\p{Age=3.0}", 0, "unknown or unsupported Unicode property 'Age=3.0'"],
    ["\\p{gcb=CR}", 0, "unknown or unsupported Unicode property 'gcb=CR'"],
    ["\\p{Hyphen}", 0, "unknown or unsupported Unicode property 'Hyphen'"],
  ])("%j at %i: %s", (source, offset, problem) => {
    const error = refusal(source);
    expect(error.message).toBe(`${problem} (at offset ${offset})`);
  });
});

describe("what only looks wrong is accepted", () => {
  it.each([
    "",
    "()",
    "a**",
    "a{2}{3}?",
    "}",
    "]",
    "a|",
    "(?:)*",
    "^*",
    "(?P<né_1.[x]>a)",
    "a{4294967295}{0}",
    "(?:){4294967295}",
    "a{5000}",
    "\\w{200}",
    "\\%\\-\\ \\#\\&\\~",
    "\\p{is Greek}\\p{upper-case letter}\\p{GC:lu}\\p{scx!=Grek}\\p{space}",
    "[\\w&&[^_]--\\d]",
    "(?-u:é\\x{E9}\\w\\b)",
  ])("%j", (source) => {
    expect(() => compilePattern(source)).not.toThrow();
  });
});
