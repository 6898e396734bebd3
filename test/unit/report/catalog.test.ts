import { describe, expect, it } from "vitest";
import { renderCatalogField, renderCatalogJson } from "../../../src/report/catalog-json.ts";
import { renderCatalogText } from "../../../src/report/catalog-text.ts";
import { createStyle } from "../../../src/report/style.ts";

const plain = createStyle(false);

describe("renderCatalogJson", () => {
  // The right side is what json.dumps(value, indent=2) of CPython 3.11 writes.
  it("writes floats with a point, and nothing but ASCII", () => {
    const text = renderCatalogJson({
      to: "coverage-check",
      value: {
        minimum_plugin: "é😀",
        minimum_line_rate: 90,
        threshold: 87.5,
        plugins: { "é😀": { covered_lines: 9, valid_lines: 10, line_rate: 90 } },
      },
    });
    expect(text).toBe(`{
  "minimum_plugin": "\\u00e9\\ud83d\\ude00",
  "minimum_line_rate": 90.0,
  "threshold": 87.5,
  "plugins": {
    "\\u00e9\\ud83d\\ude00": {
      "covered_lines": 9,
      "valid_lines": 10,
      "line_rate": 90.0
    }
  }
}
`);
  });

  it("writes an empty list on one line", () => {
    expect(renderCatalogJson({ to: "changed", value: { plugins: [] } })).toBe('{\n  "plugins": []\n}\n');
  });
});

describe("renderCatalogField", () => {
  it.each([
    ["a text", "a text\n"],
    [true, "true\n"],
    [3, "3\n"],
    [[], "[]\n"],
    [["a", "é"], '["a", "\\u00e9"]\n'],
    [[{ a: 1, b: [false] }], '[{"a": 1, "b": [false]}]\n'],
  ])("prints %j as the original does", (value, expected) => {
    expect(renderCatalogField(value)).toBe(expected);
  });
});

describe("renderCatalogText", () => {
  it("says that nothing changed", () => {
    expect(renderCatalogText({ to: "changed", value: { plugins: [] } }, plain)).toBe("no plugin changed\n");
  });

  it("names what changed, a line each", () => {
    expect(renderCatalogText({ to: "changed", value: { plugins: ["a", "b"] } }, plain)).toBe("a\nb\n");
  });

  it("says that the contract is kept", () => {
    expect(renderCatalogText({ to: "validate", value: { status: "ok" } }, plain)).toBe(
      "the repository keeps its contract\n",
    );
  });
});
