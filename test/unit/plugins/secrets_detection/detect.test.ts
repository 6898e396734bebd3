import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SECRET_PATTERNS } from "../../../../src/plugins/secrets_detection/patterns.ts";
import { VOCABULARY } from "../../../../src/plugins/secrets_detection/samples/vocabulary.ts";
import type { SecretType } from "../../../../src/plugins/secrets_detection/secret-types.ts";
import { compilePattern } from "../../../../src/regex/index.ts";
import { find, KEY, only, TYPES } from "./secrets.ts";

/** Letters and digits of any length. */
function value(length: number): string {
  return "x7".repeat(length).slice(0, length);
}

const [V16, V20, V24, V36, V40] = [value(16), value(20), value(24), value(36), value(40)];
const HEX = "0123456789abcdef".repeat(2);

// Each expectation here was checked with the wheel cpex-secrets-detection 0.3.10.
const HITS: readonly (readonly [type: SecretType, text: string, ...values: string[]])[] = [
  ["aws_access_key_id", `id=${KEY}.`, KEY],
  ["aws_secret_access_key", `AWS_SECRET_ACCESS_KEY=${V40}`, V40],
  ["aws_secret_access_key", `myaws access : "${V40}"`, V40],
  ["aws_secret_access_key", `aws_secret==${V40}`, V40],
  ["aws_secret_access_key", `aws_secret=${V40}x`, V40],
  ["aws_secret_access_key", `aws_secret='${V40}'aws_secret='${V40}'`, V40, V40],
  ["google_api_key", `AIza${value(34)}-x`, `AIza${value(34)}-`],
  ["github_token", `ghp_${V36} gho_${V36}`, `ghp_${V36}`, `gho_${V36}`],
  ["github_token", `github_pat_${V20}_x`, `github_pat_${V20}_x`],
  ["stripe_secret_key", `sk_live_${V16} rk_test_${V40}`, `sk_live_${V16}`, `rk_test_${V40}`],
  ["slack_token", `xoxb-${V16}-${V16}--`, `xoxb-${V16}-${V16}`],
  ["private_key_block", "x-------BEGIN EC PRIVATE KEY-----", "-----BEGIN EC PRIVATE KEY-----"],
  ["generic_api_key_assignment", `X-API-Key: '${V20}-_'`, `${V20}-_`],
  ["generic_api_key_assignment", `auth_token=${V20}+`, V20],
  ["jwt_like", `eyJ-eyJ${V16}.eyJ${V16}.${V16}-.`, `eyJ-eyJ${V16}.eyJ${V16}.${V16}`],
  ["hex_secret_32", `${HEX} ${HEX.toUpperCase()}0`, HEX, `${HEX.toUpperCase()}0`],
  ["base64_24", `_${V24}_`, V24],
  ["base64_24", `=${V24}==`, `${V24}==`],
  ["base64_24", `${value(22)}== ${value(23)}=`, `${value(22)}==`, `${value(23)}=`],
  ["base64_24", `${V24}==-${V24}`, `${V24}==`, V24],
];

const NEAR_MISSES: readonly (readonly [type: SecretType, why: string, text: string])[] = [
  ["aws_access_key_id", "it goes on", `${KEY}X`],
  ["aws_access_key_id", "case counts", KEY.toLowerCase()],
  ["aws_secret_access_key", "the name is on another line", `aws\nsecret=${V40}`],
  ["aws_secret_access_key", "the name is too far", `aws${value(21)}secret=${V40}`],
  ["aws_secret_access_key", "the value is short", `aws_secret=${value(39)}`],
  ["google_api_key", "no word goes on after a dash", `AIza${value(34)}-`],
  ["github_token", "there is no such kind", `ghx_${V36}`],
  ["github_token", "the value is short", `github_pat_${value(19)}`],
  ["stripe_secret_key", "it can be published", `pk_live_${V16}`],
  ["slack_token", "the value is short", `xoxb-${value(9)}`],
  ["slack_token", "the value is long", `xoxb-${value(81)}`],
  ["private_key_block", "it can be published", "-----BEGIN RSA PUBLIC KEY-----"],
  ["generic_api_key_assignment", "the label is in a word", `my_api_key=${V20}`],
  ["generic_api_key_assignment", "the value is short", `api_key=${value(19)}`],
  ["jwt_like", "a part is short", `eyJ${value(9)}.eyJ${V16}.${V16}`],
  ["jwt_like", "case counts", `eyJ${V16}.eyj${V16}.${V16}`],
  ["hex_secret_32", "there is a letter beyond f", `${HEX}g`],
  ["base64_24", "it is short", value(23)],
  ["base64_24", "the padding goes on", `${V24}===`],
  ["base64_24", "it goes on behind the padding", `${V24}==${V24}`],
];

describe("each detector", () => {
  it.each(HITS.map(([type, text, ...values]) => ({ type, text, values })))("finds $type in '$text'", (hit) => {
    expect(find(hit.text, only(hit.type))).toEqual(hit.values.map((found) => [hit.type, found]));
  });

  it.each(NEAR_MISSES.map(([type, why, text]) => ({ type, why, text })))("finds no $type in '$text': $why", (miss) => {
    expect(find(miss.text, only(miss.type))).toEqual([]);
  });

  it.each(TYPES)("can be switched off: %s", (type) => {
    const [, text = ""] = HITS.find((hit) => hit[0] === type) ?? [];
    const types = find(text, only(...TYPES.filter((other) => other !== type))).map(([found]) => found);
    expect(types).not.toContain(type);
  });

  it("for what much else looks like is off by default", () => {
    const off = new Set<SecretType>(["generic_api_key_assignment", "jwt_like", "hex_secret_32", "base64_24"]);
    for (const [type, text] of HITS) {
      expect(
        find(text).some(([found]) => found === type),
        text,
      ).toBe(!off.has(type));
    }
  });
});

describe("characters beyond ASCII", () => {
  it.each<[string, SecretType, string, string[]]>([
    ["a letter takes away the boundary", "aws_access_key_id", `é${KEY}`, []],
    [
      "letters that fold to ASCII count where case does not",
      "aws_secret_access_key",
      `awſ acceſſ =\u3000${V40}`,
      [V40],
    ],
    ["they may stand in the value", "generic_api_key_assignment", `api_\u212Aey:${"ſ".repeat(20)}`, ["ſ".repeat(20)]],
    ["two units may be one character", "aws_secret_access_key", `aws${"\u{1F600}".repeat(20)}secret=${V40}`, [V40]],
    ["Base64 may touch any of them", "base64_24", `\u{1F600}${V24}é`, [V24]],
    ["a lone surrogate is no letter", "aws_access_key_id", `\uD800${KEY}\uDC00`, [KEY]],
  ])("%s", (_why, type, text, values) => {
    expect(find(text, only(type)).map(([, found]) => found)).toEqual(values);
  });
});

describe("overlapping matches", () => {
  it.each<[string, string, SecretType, string]>([
    ["hex is Base64, too", HEX, "hex_secret_32", HEX],
    ["hex may begin later", `${V24}/${HEX}`, "hex_secret_32", `${V24}/${HEX}`],
    ["Base64 may go on behind", `x-${HEX}/${V24}==`, "hex_secret_32", `${HEX}/${V24}==`],
    ["an assigned value may be anything", `api_key=${HEX}`, "generic_api_key_assignment", HEX],
    ["a token may hold Base64", `ghp_${V36}`, "github_token", `ghp_${V36}`],
  ])("are one finding of the narrowest type: %s", (_why, text, type, found) => {
    expect(find(text, only(...TYPES))).toEqual([[type, found]]);
  });
});

// The original expressions, with the secret in a group.
const CONTEXTS: readonly (readonly [SecretType, RegExp])[] = [
  ["aws_secret_access_key", /^aws.{0,20}(?:secret|access).{0,20}[:=]\s*["']?([A-Za-z0-9/+=]{40})$/i],
  ["generic_api_key_assignment", /^[a-z_-]+\s*[:=]\s*['"]?([A-Za-z0-9_-]{20,})$/i],
  ["base64_24", /^[^A-Za-z0-9+/]?([A-Za-z0-9+/]{22,}={0,2})$/],
];

it.each(CONTEXTS)("the value of %s is the group of the original expression", (type, original) => {
  const { source, valueAt } = SECRET_PATTERNS[type];
  const pattern = compilePattern(source);
  const words = fc.array(fc.constantFrom(...VOCABULARY), { minLength: 1, maxLength: 3 }).map((parts) => parts.join(""));
  let checked = 0;
  const check = (text: string): void =>
    pattern.forEachMatch(text, (start, end) => {
      const match = text.slice(start, end);
      if (/[^\0-\x7f]/.test(match)) return;
      checked++;
      expect(match.slice(match.search(valueAt ?? /^/))).toBe(original.exec(match)?.[1]);
    });
  fc.assert(fc.property(words, check));
  for (const text of VOCABULARY) check(text);
  expect(checked).toBeGreaterThan(0);
});

it.each(TYPES)("every text in which %s is found has what the pattern needs", (type) => {
  const { source, needs } = SECRET_PATTERNS[type];
  const pattern = compilePattern(source);
  const texts = [...VOCABULARY, ...HITS.map(([, text]) => text)].filter((text) => pattern.test(text));
  expect(texts).not.toEqual([]);
  for (const text of texts) expect(text).toMatch(needs);
});

// If a match were looked for again at each of these starts, this would take minutes.
it.each<[SecretType, string, number]>([
  ["jwt_like", "eyJ-", 0],
  ["jwt_like", "eyJ0123456789.", 6666],
  ["aws_secret_access_key", "aws access = ", 0],
  ["generic_api_key_assignment", "api_key", 0],
  ["slack_token", "xoxb-", 1177],
])("%s is looked for in 20,000 times '%s'", (type, piece, count) => {
  expect(find(piece.repeat(20_000), only(type))).toHaveLength(count);
});
