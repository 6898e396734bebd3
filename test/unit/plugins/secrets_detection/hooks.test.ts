import { describe, expect, it } from "vitest";
import type { HookName } from "../../../../src/plugin/index.ts";
import { createSecrets, invoke, KEY, redact } from "./secrets.ts";

const TOKEN = `ghp_${"x".repeat(36)}`;
const TEXT = `first ${TOKEN}, then ${KEY} and ${TOKEN}`;
const REDACTED = "first ***REDACTED***, then ***REDACTED*** and ***REDACTED***";

/** For each hook: a payload around a text, and what a block calls the place. */
const HOOKS: readonly { hook: HookName; payload: (text: string) => unknown; place: string }[] = [
  { hook: "prompt_pre_fetch", payload: (text) => ({ prompt_id: "p", args: { text } }), place: "prompt arguments" },
  {
    hook: "tool_pre_invoke",
    payload: (text) => ({ name: "t", args: { list: [1, null, { text }] } }),
    place: "tool arguments",
  },
  { hook: "tool_post_invoke", payload: (text) => ({ name: "t", result: text }), place: "tool result" },
  {
    hook: "resource_post_fetch",
    payload: (text) => ({ uri: "u", content: { type: "resource", text } }),
    place: "resource content",
  },
];

const EXAMPLES = [{ type: "github_token" }, { type: "aws_access_key_id" }, { type: "github_token" }];

function metrics(masked: number, blocked: number) {
  return {
    secrets_detection: {
      total_detections: 3,
      total_masked: masked,
      total_blocked: blocked,
      secret_types: ["aws_access_key_id", "github_token"],
    },
  };
}

describe.each(HOOKS)("$hook", ({ hook, payload, place }) => {
  const violation = {
    code: "SECRETS_DETECTED",
    reason: "Secrets detected",
    description: `Potential secrets detected in ${place}`,
    details: { count: 3, examples: EXAMPLES },
  };

  it("lets a clean payload pass untouched", () => {
    expect(invoke(createSecrets(), hook, payload("nothing here"))).toEqual({ continue_processing: true, metadata: {} });
  });

  it("denies by default, with types and counts and nothing of the secrets", () => {
    expect(invoke(createSecrets(), hook, payload(TEXT))).toEqual({
      continue_processing: false,
      violation,
      metadata: metrics(0, 3),
    });
  });

  it("gives a redacted payload with the denial when told to redact", () => {
    expect(invoke(createSecrets({ redact: true }), hook, payload(TEXT))).toEqual({
      continue_processing: false,
      modified_payload: payload(REDACTED),
      violation,
      metadata: metrics(0, 3),
    });
  });

  it("redacts a copy and goes on when told not to block", () => {
    const original = payload(TEXT);
    const before = structuredClone(original);
    expect(invoke(createSecrets({ redact: true, block_on_detection: false }), hook, original)).toEqual({
      continue_processing: true,
      modified_payload: payload(REDACTED),
      metadata: metrics(3, 0),
    });
    expect(original).toEqual(before);
  });

  it("only counts when told neither to block nor to redact", () => {
    expect(invoke(createSecrets({ block_on_detection: false }), hook, payload(TEXT))).toEqual({
      continue_processing: true,
      metadata: metrics(0, 0),
    });
  });

  it.each([
    [3, false],
    [4, true],
  ])("with a threshold of %d, goes on: %s", (min_findings_to_block, goesOn) => {
    const result = invoke(createSecrets({ min_findings_to_block }), hook, payload(TEXT));
    expect(result.continue_processing).toBe(goesOn);
    expect(result.violation === undefined).toBe(goesOn);
  });

  it("with a threshold of 0, denies a clean payload", () => {
    expect(invoke(createSecrets({ min_findings_to_block: 0, redact: true }), hook, payload("nothing here"))).toEqual({
      continue_processing: false,
      violation: { ...violation, details: { count: 0, examples: [] } },
      metadata: {
        secrets_detection: { total_detections: 0, total_masked: 0, total_blocked: 0, secret_types: [] },
      },
    });
    expect(
      invoke(createSecrets({ min_findings_to_block: 0, block_on_detection: false }), hook, payload("nothing here")),
    ).toEqual({ continue_processing: true, metadata: {} });
  });

  it("gives no metrics without a trace id", () => {
    expect(invoke(createSecrets(), hook, payload(TEXT), "").metadata).toEqual({});
  });
});

describe("with a threshold of 0", () => {
  const strict = createSecrets({ min_findings_to_block: 0 });

  it.each([
    ["arguments that are absent", "tool_pre_invoke", { name: "t" }],
    ["a result of null", "tool_post_invoke", { name: "t", result: null }],
    ["content with a text of null", "resource_post_fetch", { uri: "u", content: { text: null } }],
  ] as const)("denies %s", (_what, hook, payload) => {
    expect(invoke(strict, hook, payload).continue_processing).toBe(false);
  });

  it.each([
    [{ uri: "u" }],
    [{ uri: "u", content: null }],
    [{ uri: "u", content: "text" }],
    [{ uri: "u", content: { blob: "text" } }],
    [{ uri: "u", content: [] }],
  ])("lets a resource pass that has no text to look into: %j", (payload) => {
    expect(invoke(strict, "resource_post_fetch", payload).continue_processing).toBe(true);
  });
});

it("does not look at object keys", () => {
  expect(redact({ [KEY]: "x" })).toEqual({ [KEY]: "x" });
});

it("writes the configured text, and keeps everything else as it was", () => {
  expect(redact({ a: `\uD800 ${KEY} é\0` }, { redaction_text: "<é>" })).toEqual({ a: "\uD800 <é> é\0" });
  expect(redact([`${KEY},${KEY}`], { redaction_text: "" })).toEqual([","]);
});

describe("field lists", () => {
  it.each([
    [
      "an allowed field and all below it",
      { field_allowlist: ["a"] },
      { a: [KEY, { b: KEY }], b: KEY },
      { a: ["X", { b: "X" }], b: KEY },
    ],
    [
      "an allowed field in another",
      { field_allowlist: ["a.b"] },
      { a: { b: KEY, c: KEY }, "a.b": KEY },
      { a: { b: "X", c: KEY }, "a.b": KEY },
    ],
    [
      "all but a denied field",
      { field_denylist: ["a.b"] },
      { a: [{ b: { c: KEY } }, { c: KEY }] },
      { a: [{ b: { c: KEY } }, { c: "X" }] },
    ],
    [
      "no denied field in an allowed one",
      { field_allowlist: ["a"], field_denylist: ["a.x"] },
      { a: { x: KEY, y: KEY } },
      { a: { x: KEY, y: "X" } },
    ],
    [
      "no allowed field in a denied one",
      { field_allowlist: ["a.x"], field_denylist: ["a"] },
      { a: { x: KEY } },
      { a: { x: KEY } },
    ],
    [
      "no text of a list at the root that is not allowed",
      { field_allowlist: ["a"] },
      [KEY, { a: KEY }],
      [KEY, { a: "X" }],
    ],
    ["a text at the root, whatever is allowed", { field_allowlist: ["a"] }, KEY, "X"],
  ])("look at %s", (_what, config, args, redacted) => {
    expect(redact(args, config)).toEqual(redacted);
  });
});

it("takes payloads that are nested a thousand deep, and no deeper", () => {
  const nested = (depth: number): unknown => (depth === 0 ? "text" : [nested(depth - 1)]);
  expect(redact(nested(1000))).toEqual(nested(1000));
  expect(() => redact(nested(1001))).toThrow("Nested data exceeds maximum depth of 1000");
});
