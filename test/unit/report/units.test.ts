import { describe, expect, it } from "vitest";
import { createStyle, wantsColor } from "../../../src/report/style.ts";
import { formatTable } from "../../../src/report/table.ts";
import { formatBytes, formatDuration, plural, significant } from "../../../src/report/units.ts";

describe("units", () => {
  it.each([
    [34, "34 B"],
    [9_800, "9.80 kB"],
    [1_234_567, "1.23 MB"],
    [2e9, "2.00 GB"],
  ])("%d bytes read %s", (bytes, text) => expect(formatBytes(bytes)).toBe(text));

  it.each([
    [85, "85.0 ns"],
    [412, "0.412 µs"],
    [5_200_000, "5.20 ms"],
    [1.3e9, "1.30 s"],
  ])("%d nanoseconds read %s", (duration, text) => expect(formatDuration(duration)).toBe(text));

  it.each([
    [0, "0"],
    [0.04567, "0.0457"],
    [12.345, "12.3"],
    [1234.5, "1235"],
  ])("%d has the significant digits %s", (value, text) => expect(significant(value)).toBe(text));

  it("counts in words", () => {
    expect([plural(1, "file"), plural(2000, "file"), plural(0, "entry", "entries")]).toEqual([
      "1 file",
      "2,000 files",
      "0 entries",
    ]);
  });
});

describe("a table", () => {
  it("aligns by width on the terminal, wide characters included", () => {
    expect(
      formatTable(
        [
          ["日本", "1"],
          ["a", "10"],
        ],
        ["left", "right"],
      ),
    ).toEqual(["日本   1", "a     10"]);
  });
});

describe("colour", () => {
  it.each([
    ["the flag wins", true, { isTTY: false }, { NO_COLOR: "1" }, true],
    ["NO_COLOR turns it off", undefined, { isTTY: true }, { NO_COLOR: "1" }, false],
    ["an empty NO_COLOR does not count", undefined, { isTTY: true }, { NO_COLOR: "" }, true],
    ["FORCE_COLOR turns it on", undefined, {}, { FORCE_COLOR: "1" }, true],
    ["FORCE_COLOR=0 turns it off", undefined, { isTTY: true }, { FORCE_COLOR: "0" }, false],
    ["a pipe is plain", undefined, {}, {}, false],
  ])("%s", (_title, flag, stream, env, expected) => expect(wantsColor(flag, stream, env)).toBe(expected));

  it("leaves text alone when it is off", () => {
    expect(createStyle(false).bad("x")).toBe("x");
    expect(createStyle(true).bad("x")).not.toBe("x");
  });
});
