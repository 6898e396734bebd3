import { expect, it } from "vitest";
import { merge } from "../../../../src/plugins/secrets_detection/merge.ts";
import type { SecretType } from "../../../../src/plugins/secrets_detection/secret-types.ts";

type Span = readonly [type: SecretType, start: number, end: number];

function merged(...spans: readonly Span[]): Span[] {
  return merge(spans.map(([type, start, end]) => ({ type, start, end }))).map(({ type, start, end }) => [
    type,
    start,
    end,
  ]);
}

it("leaves apart what only touches, and puts it in order", () => {
  const first: Span = ["slack_token", 0, 4];
  const second: Span = ["github_token", 4, 8];
  expect(merged(second, first)).toEqual([first, second]);
});

it.each<[why: string, spans: readonly Span[], expected: Span]>([
  [
    "the narrower type stands for both",
    [
      ["base64_24", 0, 40],
      ["aws_access_key_id", 10, 30],
    ],
    ["aws_access_key_id", 0, 40],
  ],
  [
    "wherever it begins",
    [
      ["hex_secret_32", 5, 40],
      ["base64_24", 0, 30],
    ],
    ["hex_secret_32", 0, 40],
  ],
  [
    "however long it is",
    [
      ["jwt_like", 0, 10],
      ["github_token", 0, 5],
    ],
    ["github_token", 0, 10],
  ],
  [
    "even if the other one ends later",
    [
      ["slack_token", 0, 9],
      ["base64_24", 3, 20],
    ],
    ["slack_token", 0, 20],
  ],
  [
    "of the same span, the first by name",
    [
      ["slack_token", 0, 9],
      ["github_token", 0, 9],
    ],
    ["github_token", 0, 9],
  ],
  [
    "of the same start, the longer one",
    [
      ["github_token", 0, 8],
      ["slack_token", 0, 9],
    ],
    ["slack_token", 0, 9],
  ],
  [
    "of the same length, the first",
    [
      ["slack_token", 0, 9],
      ["github_token", 5, 14],
    ],
    ["slack_token", 0, 14],
  ],
  [
    "a longer one that follows",
    [
      ["slack_token", 0, 9],
      ["github_token", 5, 15],
    ],
    ["github_token", 0, 15],
  ],
  [
    "if it is longer than all before it together",
    [
      ["slack_token", 0, 9],
      ["github_token", 5, 14],
      ["google_api_key", 8, 20],
    ],
    ["slack_token", 0, 20],
  ],
])("makes one of what overlaps: %s", (_why, spans, expected) => {
  expect(merged(...spans)).toEqual([expected]);
});
