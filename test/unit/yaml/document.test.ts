import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { locate, nodeAt, parseYaml, type YamlDocument } from "../../../src/yaml/document.ts";
import { textOf, type YamlPath } from "../../../src/yaml/node.ts";
import { toData } from "../../../src/yaml/to-data.ts";

const parse = (text: string): YamlDocument => parseYaml(text, { templates: true });

function located(document: YamlDocument, path: YamlPath, part: "key" | "value"): string | undefined {
  const span = locate(document, path, part);
  return span === undefined ? undefined : document.text.slice(span.start, span.end);
}

describe("parseYaml", () => {
  it.each([
    ["a map", "a: 1\nb: [x, yes]\n", { a: 1, b: ["x", true] }],
    ["the last of equal keys", "a: 1\na: 2\n", { a: 2 }],
    ["block text", "a: |\n  one\n  two\nb: 1\n", { a: "one\ntwo\n", b: 1 }],
    ["block text at the end of a file, whose line break Jinja drops", "a: |\n  one\n  two\n", { a: "one\ntwo" }],
    ["block text that the file ends without a line break", "a: |\n  one\n  two", { a: "one\ntwo" }],
    ["folded text that the file ends without a line break", "a: >+\n  one\n  two", { a: "one two" }],
    ["block text before an empty last line", "a: |\n  one\n  ", { a: "one\n" }],
    ["an alias", "a: &x {b: 1}\nc: *x\n", { a: { b: 1 }, c: { b: 1 } }],
    [
      "a merge, where the map's own key wins",
      "a: &x {b: 1, c: 2}\nd: {b: 3, <<: *x}\n",
      {
        a: { b: 1, c: 2 },
        d: { b: 3, c: 2 },
      },
    ],
    [
      "a list of merges, where the first wins",
      "a: &x {b: 1}\nc: &y {b: 2, d: 3}\ne: {<<: [*x, *y]}\n",
      {
        a: { b: 1 },
        c: { b: 2, d: 3 },
        e: { b: 1, d: 3 },
      },
    ],
    ["a quoted merge key as a key", 'a: {"<<": 1}\n', { a: { "<<": 1 } }],
    ["block text", "a: |\n  x\n  y\nb: >-\n  x\n  y\n", { a: "x\ny\n", b: "x y" }],
    ["JSON", '{\n"a": [\n1\n]\n}\n', { a: [1] }],
    ["a comment without a space before it", 'a: "b"#c\n', { a: "b" }],
    ["a bracket that is not indented", "a:\n  b: [\n    x\n]\n  c: 1\n", { a: { b: ["x"], c: 1 } }],
    [
      "items that are not indented",
      "a:\n  b: [x, # one\ny,\n# two\n\nz]\n  c: 1\n",
      { a: { b: ["x", "y", "z"], c: 1 } },
    ],
    ["a map in braces that is not indented", "a:\n  b: {x: 1,\r\n y: 2\r\n}\r\n", { a: { b: { x: 1, y: 2 } } }],
    ["a value in braces that is not indented", "a:\n  - {b:\n c, d: 1}\n", { a: [{ b: "c", d: 1 }] }],
    ["quoted text that is not indented", 'a:\n  b: "x\ny"\n  c: 1\n', { a: { b: "x y", c: 1 } }],
    [
      "quoted text of several lines that are not indented",
      'a:\n  b: "x\n  y\n \n\tz \\\n  w"\n  c: 1\n',
      { a: { b: "x y\nz w", c: 1 } },
    ],
    ["quoted text with a tab before its second line", "a:\r\n  b: 'it''s\t\r\n\ty'\r\n", { a: { b: "it's y" } }],
    [
      "a bracket that is not indented after a comment with quotes",
      'a:\n  b: ["x", # "one"\n  \'y#\',\n]\n  c: >\n    x\n     y\n  d: 1\n',
      { a: { b: ["x", "y#"], c: "x\n y\n", d: 1 } },
    ],
    ["nothing", "", null],
    ["quoted text with a line of dashes that is indented", 'a: "b\n ---\n c"\n', { a: "b --- c" }],
    ["quoted text on many lines", `a: '${"b\n".repeat(5000)}'\n`, { a: `${"b ".repeat(5000)}` }],
    [
      "thousands of lines in brackets that are not indented",
      `a:\n  b: [\n${"{c: d},\n".repeat(5000)}]\n`,
      { a: { b: Array.from({ length: 5000 }, () => ({ c: "d" })) } },
    ],
    ["a key behind a question mark", "? a\n: 1\n? |\n  b\n: 2\n? c\n", { a: 1, "b\n": 2, c: null }],
    ["a key with a tag and an anchor", "!!str &a 1: x\n&b !!str 2: y\n", { 1: "x", 2: "y" }],
    ["a key that is an alias", "a: &x b\n*x : 1\n", { a: "b", b: 1 }],
    ["an equals sign as a key", "=: 1\n", { "=": 1 }],
    ["a key of 1024 characters, some of two units", `${"😀".repeat(1024)}: 1\n`, { ["😀".repeat(1024)]: 1 }],
    ["a map without braces in brackets", "a: [b: 1, ? c : 2, ? d]\n", { a: [{ b: 1 }, { c: 2 }, { d: null }] }],
    ["a tag that a directive stands for", "%TAG !y! tag:yaml.org,2002:\n---\na: !y!str 1\n", { a: "1" }],
    ["a tag in full, with escapes", "a: !<tag:yaml.org%2C2002:str> 1\n", { a: "1" }],
    ["a line separator in a value", "a: b\u2028  c\n", { a: "b\u2028c" }],
    ["a directive", "%YAML 1.2\n---\na: 1\n", { a: 1 }],
    ["more directives", "%YAML 1.1 # c\n%TAG ! tag:x,2000:y\n%FOO bar\n---\na: 1\n", { a: 1 }],
  ])("reads %s", (_, text, data) => {
    const document = parse(text);
    expect(document.problems.filter(({ code }) => code !== "yaml/duplicate-key")).toEqual([]);
    expect(toData(document.root!)).toEqual(data);
  });

  it.each([
    ["yaml/syntax", "a: b: c\n", "b"],
    ["yaml/syntax", "a:\t1\n", "\t"],
    ["yaml/syntax", "a: 1\t# c\n", "\t"],
    ["yaml/syntax", "a: x\ty\n", "\t"],
    ["yaml/syntax", "a: x\x07y\n", "\x07"],
    ["yaml/syntax", "a: 1\n<<<<<<< HEAD\nb: 2\n", "<<<<<<<"],
    ["yaml/syntax", "a:\n  b: [x\nc: 1\n", "c"],
    ["yaml/syntax", 'a:\n  b: "x\nc: 1\n', '"x'],
    ["yaml/syntax", "a: {b\n  c: 1}\n", ":"],
    ["yaml/syntax", "a:\n  b: {c\nd: 1}\n", ":"],
    ["yaml/syntax", "a: [:1]\n", ":"],
    ["yaml/syntax", `a: {${"k".repeat(1025)}: 1}\n`, ":"],
    ["yaml/syntax", "a: 1\n: 2\n", ":"],
    ["yaml/syntax", "a: {b: 1, : 2}\n", ":"],
    ["yaml/syntax", "a: [: 2]\n", ":"],
    ["yaml/syntax", "a: [b?]\n", "?"],
    ["yaml/syntax", "%YAML 2.0\n---\na: 1\n", "%YAML 2.0"],
    ["yaml/syntax", "%TAG foo bar\n---\na: 1\n", "%TAG foo bar"],
    ["yaml/syntax", "%a:b\n---\na: 1\n", "%a:b"],
    ["yaml/syntax", "a: {b: https?://c}\n", "?"],
    ["yaml/syntax", "a: |# b\n  c\n", "# b"],
    ["yaml/syntax", "a: 'b''", "'b''"],
    ["yaml/syntax", "a:\n  b: [x\n]\nc: d: e\n", "d"],
    ["yaml/syntax", 'a:\n  b: "x\n  y"\n  c: [d}\n', "}"],
    ["yaml/syntax", 'a: "b\n---\nc"\n', "---"],
    ["yaml/syntax", "...\n", "..."],
    ["yaml/syntax", "%YAML 1.1\n%YAML 1.1\n---\na: 1\n", "%YAML 1.1"],
    ["yaml/syntax", "a: !e!x 1\n", "!e!x"],
    ["yaml/syntax", 'a: "\\q"\n', "\\q"],
    ["yaml/syntax", 'a: "b" c\n', "c"],
    ["yaml/syntax", "a: @b\n", "@"],
    ["yaml/syntax", "a: 1\n- b\n", "-"],
    ["yaml/syntax", "- a\nb: 1\n", "b"],
    ["yaml/syntax", "a: b\nc\nd: 1\n", "c"],
    ["yaml/syntax", "a: [b, c\n", "["],
    ["yaml/syntax", "a: b]\nc: [d]]\n", "]"],
    ["yaml/syntax", "a: - b\n", "-"],
    ["yaml/syntax", "a: |5x\n", "x"],
    ["yaml/syntax", `${"k".repeat(1025)}: 1\n`, "k"],
    ["yaml/invalid-value", "? !!omap [a: 1]\n: 1\n", "[a: 1]"],
    ["yaml/invalid-value", "a: !!set [b]\n", "[b]"],
    ["yaml/invalid-value", "a: !!pairs b\n", "b"],
    ["yaml/invalid-value", "a: !!binary b\n", "b"],
    ["yaml/multiple-documents", "a: 1\n---\nb: 2\n", "---"],
    ["yaml/multiple-documents", "a: 1\n---\nb: [\n", "---"],
    ["yaml/anchor", "a: *x\n", "*x"],
    ["yaml/anchor", "a: &x.y 1\n", "&x.y"],
    ["yaml/anchor", "a: &x 1\nb: *é\n", "*é"],
    ["yaml/anchor", "a: &x 1\nb: &x 2\n", "&x"],
    ["yaml/unknown-tag", "a: !foo 1\n", "!foo"],
    ["yaml/unknown-tag", "a: !!python/name:os.system 1\n", "!!python/name:os.system"],
    ["yaml/invalid-value", "a: 2024-02-30\n", "2024-02-30"],
    ["yaml/invalid-value", "? [a]\n: 1\n", "[a]"],
    ["yaml/invalid-value", "a: {<<: 5}\n", "5"],
    ["yaml/invalid-value", "a: !!int [1]\n", "[1]"],
    ["yaml/duplicate-key", "a: 1\nb: 2\na: 3\n", "a"],
    ["yaml/duplicate-key", "1: x\ntrue: y\n", "true"],
  ])("reports %s in %j", (code, text, marked) => {
    const { problems } = parse(text);
    expect(problems.map((problem) => problem.code)).toEqual([code]);
    const { span } = problems[0]!;
    expect(text.slice(span.start, span.end)).toContain(marked);
  });

  it.each([
    ["too far left", "a:\n  b: 1\n\n # c\n d: 2\n", "d"],
    ["too far left in a list", "- a: 1\n\n# c\n  # c\n d: 2\n", "d"],
    ["too far right", "a:\n  b: c e\n    d: 2\n  f: 3\n", "d"],
    ["too far right, with CRLF", "a:\r\n- b: c\r\n    d:\r\n", "d"],
    ["a key too many", "a: d: c\ne: f\n", "d"],
  ])("begins to show what is %s at the first character of it", (_, text, first) => {
    expect(text.charAt(parse(text).problems[0]!.span.start)).toBe(first);
  });

  it.each([
    ["the tag of a merge key", "a: {!!merge x: {b: 1}}\n", "yaml/unknown-tag"],
    ["the tag of an equals sign", "!!value =: 1\n", "yaml/unknown-tag"],
    ["a merged map with another tag", "<<: !!set {a, b}\n", "yaml/invalid-value"],
  ])("refuses %s, which nobody writes", (_, text, code) => {
    expect(parse(text).problems).toMatchObject([{ code }]);
  });

  it("shows both places of a duplicate key", () => {
    const [problem] = parse("a: 1\nb: 2\na: 3\n").problems;
    expect([problem!.span.start, problem!.related![0]!.span.start]).toEqual([10, 0]);
  });

  it.each([
    ["10,000 levels", "[".repeat(10_000)],
    ["401 levels", "[".repeat(401) + "]".repeat(401)],
    ["more characters than are read", `# ${"x".repeat(4 * 1024 * 1024)}`],
    [
      "aliases that multiply",
      `a0: &a0 [x]\n${Array.from({ length: 30 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]\n`).join("")}`,
    ],
    [
      "merges that multiply",
      `a: &a {${Array.from({ length: 2000 }, (_, i) => `k${i}`).join(", ")}}\n${Array.from({ length: 600 }, (_, i) => `m${i}: {<<: *a}\n`).join("")}`,
    ],
    [
      "aliases that nest",
      `a0: &a0 [x]\n${Array.from({ length: 500 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}]\n`).join("")}`,
    ],
  ])("refuses %s", (_, text) => {
    expect(parse(text)).toMatchObject({ root: undefined, problems: [{ code: "yaml/too-large" }] });
  });

  it("reads 400 levels", () => {
    expect(parse("[".repeat(400) + "]".repeat(400)).problems).toEqual([]);
  });

  it("takes a value that holds itself as unknown", () => {
    expect(toData(parse("a: &x [1, *x]\n").root!)).toEqual({ a: [1, null] });
  });

  it("never throws, and keeps every problem inside the text", () => {
    const piece = fc.constantFrom(
      "a",
      ": ",
      "- ",
      "\n",
      "  ",
      "[",
      "]",
      "{",
      "}",
      "&x ",
      "*x",
      "!t ",
      '"',
      "'",
      "|",
      "#",
      "\t",
      ",",
      "<<",
      "😀",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
        const text = pieces.join("");
        for (const { span } of parse(text).problems) {
          expect(span.start).toBeGreaterThanOrEqual(0);
          expect(span.end).toBeLessThanOrEqual(text.length);
        }
      }),
    );
  });
});

describe("locate", () => {
  const lines = [
    "# 😀 before everything",
    "plain: one",
    'quoted: "two 😀"',
    "list: [x, {inner: yes}] # end",
    "shared: &shared {deep: three}",
    "alias: *shared",
    "merged: {<<: *shared, own: four}",
    "{# note #}template: pre{{ env.X }}post",
    "after: five",
    'tabs: "a\tb"',
    "empty:",
    "",
  ];
  const texts = {
    LF: lines.join("\n"),
    CRLF: lines.join("\r\n"),
    "a byte order mark": `\uFEFF${lines.join("\n")}`,
  };

  describe.each(Object.entries(texts))("in a file with %s", (_, text) => {
    const document = parse(text);
    it.each([
      [["plain"], "plain", "one"],
      [["quoted"], "quoted", '"two 😀"'],
      [["list", 0], "x", "x"],
      [["list", 1, "inner"], "inner", "yes"],
      [["alias", "deep"], "deep", "three"],
      [["merged", "deep"], "deep", "three"],
      [["merged", "own"], "own", "four"],
      [["template"], "template", "pre{{ env.X }}post"],
      [["after"], "after", "five"],
      [["tabs"], "tabs", '"a\tb"'],
      [["empty"], "empty", "empty"],
    ] as [YamlPath, string, string][])("finds %j", (path, key, value) => {
      expect(document.problems).toEqual([]);
      expect(located(document, path, "key")).toBe(key);
      expect(located(document, path, "value")).toBe(value);
    });

    it("knows nothing of a path that is not there", () => {
      expect(locate(document, ["list", 7], "value")).toBeUndefined();
      expect(locate(document, ["plain", "deeper"], "key")).toBeUndefined();
    });
  });

  it("finds every value of a map, whatever stands around it", () => {
    const word = fc.stringMatching(/^[a-z]{1,8}$/).map((text) => `k${text}`);
    const value = fc.constantFrom("v", '"v 😀"', "'é'", "[v]", "{{ env.V }}", "x{{ env.V }}y", "|\n  v");
    const eol = fc.constantFrom("\n", "\r\n");
    fc.assert(
      fc.property(
        fc.uniqueArray(word, { minLength: 1, maxLength: 6 }),
        fc.array(value, { minLength: 6, maxLength: 6 }),
        eol,
        (keys, values, end) => {
          const pairs = keys.map((key, index) => [key, values[index]!.replaceAll("\n", end)] as const);
          const document = parse(pairs.map(([key, text]) => `${key}: ${text}${end}`).join(""));
          for (const [key, text] of pairs) {
            expect(located(document, [key], "key")).toBe(key);
            expect(located(document, [key], "value")!.trimEnd()).toBe(text);
          }
        },
      ),
    );
  });
});

describe("nodeAt", () => {
  it("follows keys and indexes", () => {
    const document = parse("a: [b, {c: d}]\n");
    expect(textOf(nodeAt(document, ["a", 1, "c"]))).toBe("d");
    expect(nodeAt(document, [])).toBe(document.root);
  });
});
