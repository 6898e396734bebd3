import stringWidth from "string-width";
import { describe, expect, it } from "vitest";
import { displayWidth } from "../../../src/report/width.ts";

describe("displayWidth", () => {
  it.each(["", "plain text", "a\tb", "é", "漢字", "🙂", "👩‍👩‍👧", "e\u0301", "\u001B[1mx"])(
    "of %j is that of a terminal",
    (text) => {
      expect(displayWidth(text)).toBe(stringWidth(text));
    },
  );
});
