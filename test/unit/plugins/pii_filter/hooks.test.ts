import { describe, expect, it } from "vitest";
import type { HookName, LogRecord } from "../../../../src/plugin/index.ts";
import { createPii, invoke } from "./pii.ts";

const TEXT = "SSN 123-45-6789, mail a@b.co and c@d.ef";
const MASKED = "SSN [REDACTED], mail [REDACTED] and [REDACTED]";

function messages(...texts: readonly string[]) {
  return { messages: texts.map((text) => ({ role: "user", content: { type: "text", text } })) };
}

/** For each hook: a payload around a text, and what a block of it says. */
const HOOKS: readonly {
  hook: HookName;
  payload: (text: string) => unknown;
  code: string;
  reason: string;
  description: string;
}[] = [
  {
    hook: "prompt_pre_fetch",
    payload: (text) => ({ prompt_id: "p", args: { text } }),
    code: "PII_DETECTED",
    reason: "PII detected in prompt arguments",
    description: "Sensitive information detected in prompt arguments",
  },
  {
    hook: "prompt_post_fetch",
    payload: (text) => ({ prompt_id: "p", result: messages("Hello", text) }),
    code: "PII_DETECTED_IN_PROMPT_RESULT",
    reason: "PII detected in prompt messages",
    description: "Sensitive information detected in prompt result",
  },
  {
    hook: "tool_pre_invoke",
    payload: (text) => ({ name: "t", args: { list: [1, null, { text }] } }),
    code: "PII_DETECTED_IN_TOOL_ARGS",
    reason: "PII detected in tool arguments",
    description: "Sensitive information detected in tool arguments",
  },
  {
    hook: "tool_post_invoke",
    payload: (text) => ({ name: "t", result: text }),
    code: "PII_DETECTED_IN_TOOL_RESULT",
    reason: "PII detected in tool result",
    description: "Sensitive information detected in tool result",
  },
];

describe.each(HOOKS)("$hook", ({ hook, payload, code, reason, description }) => {
  it("lets a clean payload pass untouched", () => {
    expect(invoke(createPii(), hook, payload("nothing here"))).toEqual({ continue_processing: true, metadata: {} });
  });

  it("masks a copy of the payload and counts", () => {
    const original = payload(TEXT);
    const before = structuredClone(original);
    expect(invoke(createPii(), hook, original)).toEqual({
      continue_processing: true,
      modified_payload: payload(MASKED),
      metadata: {
        pii_filter: { total_detections: 3, total_masked: 3, detection_types: ["email", "ssn"], stage: hook },
      },
    });
    expect(original).toEqual(before);
  });

  it("denies when told to, with types and counts and nothing of the data", () => {
    expect(invoke(createPii({ block_on_detection: true }), hook, payload(TEXT))).toEqual({
      continue_processing: false,
      violation: { code, reason, description, details: { detected_types: ["email", "ssn"], count: 3 } },
      metadata: {
        pii_filter: { total_detections: 3, total_masked: 0, detection_types: ["email", "ssn"], stage: hook },
      },
    });
  });

  it("gives no metrics without a trace id", () => {
    expect(invoke(createPii(), hook, payload(TEXT), "").metadata).toEqual({});
  });

  it.each([
    [false, "info", "masked"],
    [true, "warning", "blocked"],
  ])("logs counts when told to (block_on_detection: %s)", (block_on_detection, level, action) => {
    const log: LogRecord[] = [];
    const pii = createPii({ log_detections: true, block_on_detection }, log);
    invoke(pii, hook, payload("nothing here"));
    expect(log).toEqual([]);
    invoke(pii, hook, payload(TEXT));
    const subject = hook.startsWith("prompt") ? "p" : "t";
    const message = `PII detected during ${hook}: action=${action} total=3 types=email,ssn subject=${subject}`;
    expect(log).toEqual([{ level, message }]);
  });

  it("logs nothing unless told to", () => {
    const log: LogRecord[] = [];
    invoke(createPii({}, log), hook, payload(TEXT));
    expect(log).toEqual([]);
  });
});

it("counts only the first message with findings of a prompt that it blocks", () => {
  const log: LogRecord[] = [];
  const pii = createPii({ block_on_detection: true, log_detections: true }, log);
  const payload = { prompt_id: "p", result: messages("Hello", "a@b.co", "123-45-6789 c@d.ef") };
  const result = invoke(pii, "prompt_post_fetch", payload);
  expect(result.violation?.details).toEqual({ detected_types: ["email"], count: 1 });
  expect(result.metadata).toEqual({
    pii_filter: { total_detections: 1, total_masked: 0, detection_types: ["email"], stage: "prompt_post_fetch" },
  });
  expect(log[0]?.message).toContain("action=blocked total=1 types=email");
});

it("counts all messages of a prompt that it masks", () => {
  const payload = { prompt_id: "p", result: messages("Hello", "a@b.co", "123-45-6789 c@d.ef") };
  const result = invoke(createPii(), "prompt_post_fetch", payload);
  expect(result.modified_payload).toEqual({
    prompt_id: "p",
    result: messages("Hello", "[REDACTED]", "[REDACTED] [REDACTED]"),
  });
  expect(result.metadata).toMatchObject({ pii_filter: { total_detections: 3, detection_types: ["email", "ssn"] } });
});

it("does not look at object keys", () => {
  const payload = { name: "t", args: { "123-45-6789": "x" } };
  expect(invoke(createPii(), "tool_pre_invoke", payload).modified_payload).toBeUndefined();
});

describe("limits", () => {
  const invokeWith = (config: Parameters<typeof createPii>[0], args: unknown) =>
    invoke(createPii(config), "tool_pre_invoke", { name: "t", args });

  it("count a text in UTF-8 bytes", () => {
    expect(invokeWith({ max_text_bytes: 4 }, { text: "éé" }).continue_processing).toBe(true);
    const tooLong = () => invokeWith({ max_text_bytes: 4 }, { text: "ééa" });
    expect(tooLong).toThrow("Input exceeds maximum supported size of 4 bytes");
  });

  it("count nesting from the arguments down", () => {
    expect(invokeWith({ max_nested_depth: 2 }, { a: { b: "x" } }).continue_processing).toBe(true);
    const tooDeep = () => invokeWith({ max_nested_depth: 1 }, { a: { b: "x" } });
    expect(tooDeep).toThrow("Nested data exceeds maximum depth of 1");
  });

  it("count the entries of each list and object", () => {
    expect(invokeWith({ max_collection_items: 2 }, { a: [1, 2], b: [3, 4] }).continue_processing).toBe(true);
    const longList = () => invokeWith({ max_collection_items: 2 }, { a: [1, 2, 3] });
    expect(longList).toThrow("Nested list exceeds maximum size of 2 items");
    const largeObject = () => invokeWith({ max_collection_items: 2 }, { a: 1, b: 2, c: 3 });
    expect(largeObject).toThrow("Nested mapping exceeds maximum size of 2 items");
  });
});
