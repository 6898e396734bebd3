import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { openPositionFile, readPositionFile } from "../../../../src/difftest/isolated/position-file.ts";
import type { Position } from "../../../../src/difftest/position.ts";

const tested = {
  hook: "tool_pre_invoke",
  payload: { args: { q: "two words\nand \ud800", n: -0 } },
  config: {},
  traced: true,
  before: [],
} as const;

describe("a position file", () => {
  test.each<Position>([
    { phase: "stored", index: 3 },
    { phase: "recorded", group: 0, call: -1 },
    { phase: "generated", group: 12, call: 7 },
    { phase: "shrinking", group: 12, source: "generated", case: tested },
  ])("tells the last of several positions: %j", (position) => {
    const folder = mkdtempSync(join(tmpdir(), "mcpplugins-position-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const file = join(folder, "0");
    const positions = openPositionFile(file);
    expect(readPositionFile(file)).toBeUndefined();
    positions.note({ phase: "shrinking", group: 1, source: "recorded", case: tested });
    positions.note({ phase: "stored", index: 1 });
    positions.note(position);
    expect(readPositionFile(file)).toEqual(position);
    positions.close();
  });
});
