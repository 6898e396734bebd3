import { BUILT_IN_TYPES, MASK_STRATEGIES } from "../../../../src/plugins/pii_filter/pii-types.ts";
import { VOCABULARY } from "../../../../src/plugins/pii_filter/samples/vocabulary.ts";
import { args, call, type Case, configs, LEAVES, message, nested, prompts, results, untraced } from "./case.ts";

const WORDS = VOCABULARY.filter((word) => word.isWellFormed());
const TEXT = "SSN 123-45-6789, mail a.b@example.com and 4111 1111 1111 1111, call +31612345678";

const EVERY_HOOK = [
  call("prompt_pre_fetch", { prompt_id: "p", args: { a: TEXT, b: "clean", c: TEXT } }),
  ...prompts([message("clean"), message(TEXT), message(TEXT, "assistant")], [message("clean")], []),
  ...args({ a: TEXT, b: { c: [TEXT, 5, null] } }, { a: "clean" }, {}),
  ...results(TEXT, { a: [TEXT] }, "clean", null, 5),
];

const EMAILS = Array.from({ length: 40 }, (_, index) => `user${index}@example.com`).join(", ");

/** Detection, with and without each type. */
const TYPES: readonly Case[] = BUILT_IN_TYPES.flatMap((type) => {
  const others = BUILT_IN_TYPES.filter((each) => each !== type);
  const calls = WORDS.map((word) => call("tool_post_invoke", { name: "t", result: `${word} ${word}` }));
  return [
    { name: `without ${type}`, config: { [`detect_${type}`]: false }, calls },
    {
      name: `${type} alone`,
      config: Object.fromEntries(others.map((each) => [`detect_${each}`, false])),
      calls,
    },
  ];
});

/** All strategies on each word, where no character has more than one byte. */
const STRATEGIES: readonly Case[] = MASK_STRATEGIES.map((strategy) => ({
  name: `masks by ${strategy}`,
  config: { default_mask_strategy: strategy, redaction_text: "<é $& \\1>" },
  calls: args(
    ...WORDS.filter((word) => strategy !== "partial" || /^[\0-\x7f]*$/.test(word)).map((text) => ({ text })),
    { one: EMAILS, two: EMAILS },
  ),
}));

const HOOKS: readonly Case[] = [
  { name: "every hook", config: {}, calls: [...EVERY_HOOK, ...untraced(EVERY_HOOK)] },
  {
    name: "every hook, blocked",
    config: { block_on_detection: true },
    calls: [...EVERY_HOOK, ...untraced(EVERY_HOOK)],
  },
  {
    name: "every hook, with details that are not given",
    config: { include_detection_details: true },
    calls: EVERY_HOOK,
  },
  {
    name: "log lines",
    config: { log_detections: true },
    calls: EVERY_HOOK.filter(({ hook }) => hook !== "prompt_post_fetch"),
  },
  {
    name: "log lines of what is blocked",
    config: { log_detections: true, block_on_detection: true },
    calls: EVERY_HOOK.filter(({ hook }) => hook !== "prompt_post_fetch"),
  },
];

const deep = { a: { b: [{ c: TEXT, "123-45-6789": "clean", "a.b@example.com": [TEXT] }] }, ["__proto__"]: TEXT };
const list = (length: number): readonly unknown[] => [TEXT, ...Array.from({ length: length - 1 }, () => 0)];
const object = (size: number) => Object.fromEntries(Array.from({ length: size }, (_, index) => [`k${index}`, index]));

const SHAPES: readonly Case[] = [
  { name: "nested values, and keys that are not searched", config: {}, calls: [...args(deep), ...results(deep)] },
  {
    name: "leaves that are no texts",
    config: {},
    calls: results(...LEAVES, [...LEAVES, TEXT], { a: LEAVES, b: TEXT }),
  },
  {
    name: "texts beyond ASCII",
    config: { default_mask_strategy: "hash" },
    calls: results(
      `😀 ${TEXT} 👩\u200d💻`,
      `e\u0301${TEXT}\u0301`,
      `é123-45-6789`,
      `文 a.b@example.com 文`,
      "\ufeff123-45-6789\u00a0a.b@example.com",
      "\u0000123-45-6789\u0000",
    ),
  },
  { name: "long texts", config: {}, calls: results(`${"x".repeat(200_000)} ${TEXT}`, `${TEXT} `.repeat(1000)) },
  {
    name: "texts just within and beyond a limit",
    config: { max_text_bytes: 8 },
    calls: results("12345678", "123456789", "éééé", "ééééé"),
  },
  { name: "nesting just within and beyond the limit", config: {}, calls: results(nested(TEXT, 32), nested(TEXT, 33)) },
  {
    name: "nesting within and beyond a limit",
    config: { max_nested_depth: 1 },
    calls: args({ a: TEXT }, { a: [TEXT] }, { a: [] }),
  },
  {
    name: "collections within and beyond the limit",
    config: {},
    calls: results(list(4096), list(4097), object(4096), object(4097)),
  },
  {
    name: "collections within and beyond a limit",
    config: { max_collection_items: 1 },
    calls: results([TEXT], [1, TEXT], { a: 1, b: TEXT }),
  },
  {
    name: "a text too long after a finding",
    config: { max_text_bytes: 20, block_on_detection: true },
    calls: prompts(
      [message("a.b@example.com"), message("x".repeat(21))],
      [message("x".repeat(21)), message("a.b@example.com")],
    ),
  },
];

const PATTERNS: readonly Case[] = [
  {
    name: "custom patterns",
    config: {
      custom_patterns: [
        { pattern: "emp-\\d+", description: "d" },
        { pattern: "[\\w&&[^a]]{9}", description: "d", mask_strategy: "hash" },
        { pattern: "example", description: "d", mask_strategy: "partial" },
        { pattern: "clean", description: "d", enabled: false },
        { pattern: "ß|(?-i)K", description: "d", mask_strategy: null },
      ],
    },
    calls: results("EMP-12 emp-٣", "bcdefghij abcdefghij", "a.b@example.com example", "clean", "ẞ ss K k \u212a", TEXT),
  },
  {
    name: "patterns that are left alone",
    config: { whitelist_patterns: ["EXAMPLE\\.com$", "^4111", "٣"] },
    calls: results(TEXT, "x@example.com x@example.org", "4111-1111-1111-1111 5105 1051 0510 5100"),
  },
];

const DIFFERING: readonly Case[] = [
  {
    name: "a custom pattern that matches nothing at all",
    config: { custom_patterns: [{ pattern: "x*", description: "d" }] },
    calls: results("a.b@example.com", "axa"),
    differs: ["a custom pattern matches the empty text"],
  },
  {
    name: "half of a surrogate pair",
    config: {},
    calls: results("\ud800 a.b@example.com", ["\udc00"]),
    differs: ["a lone surrogate in a text"],
  },
  {
    name: "partial masks of characters with more than one byte",
    config: { default_mask_strategy: "partial" },
    calls: results(
      "ſaxyz@example.com",
      "abcſ@example.com",
      "a\u212A@example.com",
      "BSN १२३४५६७८९",
      "BSN ١٢٣٤٥٦٧٨٩",
      "Acct १२३४५६७८",
      "ſſ12abcd1234567",
    ),
    differs: ["The original's `partial` strategy cuts some values at byte positions"],
  },
  {
    name: "log lines of messages",
    config: { log_detections: true, max_text_bytes: 100 },
    calls: [
      ...EVERY_HOOK.filter(({ hook }) => hook === "prompt_post_fetch"),
      ...prompts([message(TEXT), message("x".repeat(101))]),
    ],
    differs: ["`log_detections` on `prompt_post_fetch`"],
  },
  {
    name: "prompts without messages or roles",
    config: {},
    calls: [
      ...[null, TEXT, 5, [TEXT], {}, { message: [] }].map((result) =>
        call("prompt_post_fetch", { prompt_id: "p", result }),
      ),
      ...prompts([{ content: { type: "text", text: TEXT } }]),
    ],
    differs: ["a prompt's result has no `messages`"],
  },
];

const CONFIGS: readonly Case[] = [
  ...configs([
    { unknown: 1 },
    { detect_ssn: 1 },
    { detect_ssn: "true" },
    { detect_ssn: null },
    { default_mask_strategy: "x" },
    { default_mask_strategy: null },
    { default_mask_strategy: 1 },
    { redaction_text: 5 },
    { redaction_text: "" },
    { max_text_bytes: 0 },
    { max_text_bytes: -1 },
    { max_text_bytes: 104857600 },
    { max_text_bytes: 104857601 },
    { max_text_bytes: "5" },
    { max_text_bytes: 1.5 },
    { max_nested_depth: 1000 },
    { max_nested_depth: 1001 },
    { max_collection_items: 1000000 },
    { max_collection_items: 1000001 },
    { whitelist_patterns: null },
    { whitelist_patterns: "a" },
    { whitelist_patterns: [1] },
    { whitelist_patterns: ["("] },
    { whitelist_patterns: [""] },
    { custom_patterns: [{}] },
    { custom_patterns: [{ pattern: "a" }] },
    { custom_patterns: [{ description: "a" }] },
    { custom_patterns: [{ pattern: 1, description: "a" }] },
    { custom_patterns: [{ pattern: "a", description: "a", mask_strategy: "x" }] },
    { custom_patterns: [{ pattern: "a", description: "a", enabled: 1 }] },
    { custom_patterns: [{ pattern: "(", description: "a", enabled: false }] },
    { custom_patterns: [{ pattern: "(", description: "a" }] },
    { custom_patterns: [{ pattern: " ", description: "a" }] },
    { custom_patterns: [{ pattern: "a(?=b)", description: "a" }] },
    { custom_patterns: [{ pattern: "(a)\\1", description: "a" }] },
    { custom_patterns: [{ pattern: "a".repeat(256), description: "a" }] },
    { custom_patterns: [{ pattern: "a".repeat(257), description: "a" }] },
    { custom_patterns: [{ pattern: "a|".repeat(16), description: "a" }] },
    { custom_patterns: [{ pattern: "a|".repeat(17), description: "a" }] },
    { custom_patterns: [{ pattern: "a*".repeat(24), description: "a" }] },
    { custom_patterns: [{ pattern: "a*".repeat(25), description: "a" }] },
  ]),
  ...configs(
    [{ custom_patterns: null }, { custom_patterns: {} }, { custom_patterns: "a" }],
    "`custom_patterns` is not a list",
  ),
  ...configs([{ custom_patterns: [1] }, { custom_patterns: [null] }], "an item of `custom_patterns` is not an object"),
  ...configs(
    [{ max_text_bytes: true }, { max_nested_depth: true }, { max_collection_items: true }],
    "`true` for one of the limits",
  ),
  ...configs(
    [
      { custom_patterns: [{ pattern: "a{5001}", description: "d" }] },
      { whitelist_patterns: ["\\w{201}"] },
      { whitelist_patterns: [`${"(".repeat(60)}a${")".repeat(60)}`] },
    ],
    "Patterns have the syntax of Rust's `regex` crate",
  ),
];

export const PII_FILTER: readonly Case[] = [
  ...TYPES,
  ...STRATEGIES,
  ...HOOKS,
  ...SHAPES,
  ...PATTERNS,
  ...DIFFERING,
  ...CONFIGS,
];
