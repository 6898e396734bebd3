import { describe, expect, it } from "vitest";
import { entryOf, nodeAt, textOf, type TomlNode } from "../../../../src/catalog/toml/node.ts";
import { parseToml } from "../../../../src/catalog/toml/parse.ts";
import { pythonFloat, pythonStr } from "../../../../src/catalog/toml/python.ts";

function read(text: string): (...keys: readonly string[]) => TomlNode | undefined {
  const { root } = parseToml(text);
  return (...keys) => nodeAt(root, keys);
}

describe("parseToml", () => {
  const text = `# 😀
top = "a"
[a."b.c"]
x.y = 'lit'
[[list]]
n = 1
[[list]]
n = 2
[list.inner]
deep = true
[a]
late = { k = [1, 2] }
`;
  const at = read(text);

  it("puts headers, dotted keys and inline tables into one tree", () => {
    expect(textOf(at("a", "b.c", "x", "y"))).toBe("lit");
    expect(pythonStr(at("a", "late", "k"))).toBe("[1, 2]");
    expect(pythonStr(at("list"))).toBe("[{'n': 1}, {'n': 2, 'inner': {'deep': True}}]");
  });

  it.each([
    [["top"], '"a"'],
    [["a", "b.c"], '"b.c"'],
    [["a", "b.c", "x"], "x"],
    [["a", "b.c", "x", "y"], "'lit'"],
    [["a", "late"], "{ k = [1, 2] }"],
    [["list"], "list"],
  ])("knows the place of the value %j", (keys, marked) => {
    const span = at(...keys)?.span;
    expect(text.slice(span?.start, span?.end)).toBe(marked);
  });

  it("knows the place of a key", () => {
    const span = entryOf(at("a", "b.c", "x"), "y")?.key;
    expect(text.slice(span?.start, span?.end)).toBe("y");
  });

  it.each([
    ["a = 1\na = 2\n", "line 2, column 1", "a"],
    ["a = {b = 1,}", "line 1, column 12", "}"],
    ["\uFEFFa = 1", "line 1, column 1", "\uFEFF"],
    ["a =", "line 1", ""],
  ])("says of %j where it is no TOML 1.0", (broken, place, marked) => {
    const { problem } = parseToml(broken);
    expect(problem?.message).toContain(place);
    if (marked !== "") expect(broken.slice(problem?.span.start, problem?.span.end)).toBe(marked);
  });
});

describe("parseToml of a text that is nested deeply", () => {
  it("is a problem and not a crash", () => {
    const text = `a = ${"[".repeat(20_000)}${"]".repeat(20_000)}`;
    expect(parseToml(text).problem?.message).toBe("nested too deeply");
  });
});

describe("pythonStr", () => {
  it.each([
    ['v = "it\'s"', "it's"],
    ["v = ['a\\b', \"it's\"]", `['a\\\\b', "it's"]`],
    ["v = 0x1F", "31"],
    ["v = 9223372036854775807", "9223372036854775807"],
    ["v = [true, false, 1.0, 1979-05-27]", "[True, False, 1.0, 1979-05-27]"],
    ["v = {a = {}}", "{'a': {}}"],
    ["w = 1", "None"],
  ])("writes the value of %j as Python does", (text, expected) => {
    expect(pythonStr(read(text)("v"))).toBe(expected);
  });

  // The right side is what repr of CPython 3.11 writes.
  it.each([
    [0, "0.0"],
    [-0, "-0.0"],
    [1, "1.0"],
    [-2.5, "-2.5"],
    [0.0001, "0.0001"],
    [0.000125, "0.000125"],
    [0.00001, "1e-05"],
    [123456789012345680, "1.2345678901234568e+17"],
    [1e15, "1000000000000000.0"],
    [1e16, "1e+16"],
    [1.5e300, "1.5e+300"],
    [Number.NaN, "nan"],
    [Number.POSITIVE_INFINITY, "inf"],
    [Number.NEGATIVE_INFINITY, "-inf"],
  ])("writes the float %d as %s", (value, expected) => {
    expect(pythonFloat(value)).toBe(expected);
  });
});
