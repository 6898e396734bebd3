import { VOCABULARY } from "../../../../src/plugins/secrets_detection/samples/vocabulary.ts";
import { SECRET_TYPES } from "../../../../src/plugins/secrets_detection/secret-types.ts";
import { args, call, type Case, configs, LEAVES, nested, resources, results, untraced } from "./case.ts";

const TYPES = Object.keys(SECRET_TYPES);
const EVERYTHING = Object.fromEntries(TYPES.map((type) => [type, true]));
const MASKING = { redact: true, block_on_detection: false };

const WORDS = VOCABULARY.filter((word) => word.isWellFormed());
/** Put together here so that no file holds a secret. */
const KEY = ["AKIA", "EXAMPLE0NOT1REAL"].join("");
const TEXT = `id ${KEY}, bot xoxb-${"x7Q2w9Zk4R"} and ${KEY}`;

const EVERY_HOOK = [
  call("prompt_pre_fetch", { prompt_id: "p", args: { a: TEXT, b: "clean", c: TEXT } }),
  ...args({ a: TEXT, b: { c: [TEXT, 5, null] } }, { a: "clean" }, {}),
  ...results(TEXT, { a: [TEXT] }, "clean", null, 5),
  ...resources({ uri: "u", text: TEXT }, { text: "clean" }, { text: null }, { blob: "x" }, {}, null, TEXT),
];
const traces = [...EVERY_HOOK, ...untraced(EVERY_HOOK)];
const DENIED = "a denied call whose payload does not change";

/** Detection of each type, alone and beside all others, in single words and in pairs that overlap or touch. */
const SEARCHES: readonly Case[] = [
  ...TYPES.map((type) => ({
    name: `${type} alone`,
    config: { ...MASKING, enabled: { ...Object.fromEntries(TYPES.map((each) => [each, false])), [type]: true } },
    calls: results(...WORDS.map((word) => `${word} ${word}`)),
  })),
  {
    name: "all types",
    config: { ...MASKING, enabled: EVERYTHING },
    calls: results(...WORDS, ...WORDS.map((word, index) => word + (WORDS[(index + 7) % WORDS.length] ?? ""))),
  },
  { name: "the default types", config: MASKING, calls: results(...WORDS, { all: WORDS }) },
  {
    name: "secrets that overlap",
    config: { redact: true, enabled: EVERYTHING },
    calls: results(
      `aws secret = x7Q2w9Zk4R/${KEY}/abcdefgh`,
      `${KEY}/aws secret = ${"x7Q2w9Zk4R".repeat(4)}`,
      `api_key=${KEY}`,
      `api_key=ghp_${"x7Q2w9Zk4R".repeat(3)}abcdef`,
      `token: ${"0123456789abcdef".repeat(2)}`,
    ),
  },
  {
    name: "types that do not exist",
    config: { ...MASKING, enabled: { unknown: true, aws_access_key_id: false } },
    calls: results(TEXT),
  },
];

const HOOKS: readonly Case[] = [
  { name: "every hook, denied", config: {}, calls: traces, differs: [DENIED] },
  { name: "every hook, redacted", config: MASKING, calls: traces },
  { name: "every hook, redacted and denied", config: { redact: true, redaction_text: "<é $& \\1>" }, calls: traces },
  { name: "every hook, only counted", config: { block_on_detection: false }, calls: traces },
  {
    name: "a threshold that not every call reaches",
    config: { redact: true, min_findings_to_block: 3 },
    calls: [...traces, ...results(KEY, `${KEY} ${KEY}`)],
  },
  {
    name: "a threshold that every call reaches",
    config: { min_findings_to_block: 0 },
    calls: [...traces, ...resources([], [null])],
    differs: [DENIED],
  },
];

const deep = { a: { b: [{ c: TEXT, [KEY]: "clean" }] }, ["__proto__"]: TEXT };

const SHAPES: readonly Case[] = [
  { name: "nested values, and keys that are not searched", config: MASKING, calls: [...args(deep), ...results(deep)] },
  {
    name: "leaves that are no texts",
    config: MASKING,
    calls: results(...LEAVES, [...LEAVES, TEXT], { a: LEAVES, b: TEXT }),
  },
  {
    name: "texts beyond ASCII",
    config: MASKING,
    calls: results(
      `😀 ${TEXT} 👩\u200d💻`,
      `e\u0301${TEXT}\u0301`,
      `é${KEY}`,
      `文 ${KEY} 文`,
      `\ufeff${KEY}\u00a0`,
      `\0${KEY}\0`,
    ),
  },
  {
    name: "long texts and lists",
    config: MASKING,
    calls: results(
      `${"x".repeat(200_000)} ${TEXT}`,
      `${TEXT} `.repeat(1000),
      Array.from({ length: 5000 }, () => 0),
    ),
  },
  { name: "deep nesting", config: MASKING, calls: results(nested(TEXT, 200)) },
];

const fields = {
  a: { b: KEY, c: [KEY, { d: KEY }], "x.y": KEY },
  b: KEY,
  list: [{ a: KEY }, { b: KEY }, KEY],
};
const FIELDS: readonly Case[] = [
  { field_allowlist: ["a"] },
  { field_allowlist: ["a.b", "b"] },
  { field_allowlist: ["a.c.d", "list.a"] },
  { field_allowlist: ["nothing"] },
  { field_allowlist: ["a.x", "x.y"] },
  { field_denylist: ["a"] },
  { field_denylist: ["a.c.d", "list"] },
  { field_denylist: ["b"] },
  { field_allowlist: ["a"], field_denylist: ["a.c"] },
  { field_allowlist: ["a.c"], field_denylist: ["a"] },
  { field_allowlist: ["a", "a.b"], field_denylist: ["a.b", "a.b.c"] },
].map((lists) => ({
  name: JSON.stringify(lists),
  config: { ...MASKING, ...lists },
  calls: [
    ...args(fields),
    ...results(fields, [fields], KEY, [KEY]),
    ...resources({ text: KEY, a: KEY }),
    call("prompt_pre_fetch", { prompt_id: "p", args: { a: KEY, b: KEY } }),
  ],
}));

const DIFFERING: readonly Case[] = [
  {
    name: "half of a surrogate pair",
    config: MASKING,
    calls: results(`\ud800 ${KEY}`, ["\udc00"]),
    differs: ["a lone surrogate in a text"],
  },
  {
    name: "nesting beyond the limit",
    config: MASKING,
    calls: results(nested(TEXT, 1001)),
    differs: ["a payload nested some 20,000 deep"],
  },
  {
    name: "the text of a resource that is none",
    config: MASKING,
    calls: resources({ text: { a: KEY } }, { text: [KEY] }),
    differs: ["the `text` of a resource is an object or a list"],
  },
];

const CONFIGS: readonly Case[] = [
  ...configs([
    { unknown: 1 },
    { enabled: {} },
    { enabled: null },
    { enabled: [] },
    { enabled: { jwt_like: 1 } },
    { enabled: { unknown: 1 } },
    { redact: 1 },
    { redact: null },
    { redaction_text: 5 },
    { redaction_text: "" },
    { block_on_detection: "true" },
    { min_findings_to_block: 0 },
    { min_findings_to_block: -1 },
    { min_findings_to_block: 1.5 },
    { min_findings_to_block: "1" },
    { min_findings_to_block: null },
    { min_findings_to_block: 2 ** 53 - 1 },
    { field_allowlist: null },
    { field_allowlist: "a" },
    { field_allowlist: [1] },
    { field_allowlist: [""] },
    { field_allowlist: [" "] },
    { field_allowlist: ["a."] },
    { field_allowlist: [".a"] },
    { field_allowlist: ["a..b"] },
    { field_allowlist: ["a. .b"] },
    { field_denylist: ["a\u001f."] },
    { field_denylist: ["\u200b"] },
    { field_denylist: ["\u0085"] },
    { field_denylist: {} },
  ]),
  ...configs([{ min_findings_to_block: true }], "`true` for `min_findings_to_block`"),
  ...configs(
    [{ min_findings_to_block: 2 ** 53 }, { min_findings_to_block: 2 ** 62 }],
    "`min_findings_to_block` of 2^53 or more",
  ),
];

export const SECRETS_DETECTION: readonly Case[] = [
  ...SEARCHES,
  ...HOOKS,
  ...SHAPES,
  ...FIELDS,
  ...DIFFERING,
  ...CONFIGS,
];
