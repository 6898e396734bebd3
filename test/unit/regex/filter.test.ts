import { describe, expect, it } from "vitest";
import { Automaton } from "../../../src/regex/automaton.ts";
import { Filter, type Window } from "../../../src/regex/filter.ts";
import { DEFAULT_FLAGS } from "../../../src/regex/flags.ts";
import { parsePattern } from "../../../src/regex/parse.ts";
import { compileProgram } from "../../../src/regex/program.ts";

/** The windows of a text, when nothing is found in any of them. */
function windowsOf(source: string, text: string): Window[] {
  const node = parsePattern(source, DEFAULT_FLAGS);
  const filter = new Filter(new Automaton(compileProgram(node)), node, false);
  const windows: Window[] = [];
  const first = filter.findAnchor(text, 0);
  if (first === undefined) return windows;
  filter.forEachWindow(text, first, (window) => {
    windows.push(window);
    return window.lastStart + 1;
  });
  return windows;
}

const shown = (source: string, text: string): string[] =>
  windowsOf(source, text).map(({ low, high }) => text.slice(low, high));

describe("the windows of a text", () => {
  it.each([
    { why: "none without an anchor", source: "\\w+@\\w+", text: "to whom it may concern", expected: [] },
    {
      why: "as far as the pattern has use for",
      source: "\\w+@\\w+",
      text: "mail jo@ex, or a@b",
      expected: ["jo@ex", "a@b"],
    },
    { why: "as far as one match goes", source: "id-\\d{3}x?", text: "id-12345 id-6", expected: ["id-1234"] },
    { why: "over all that is repeated", source: "id-\\s*\\d{2}", text: "id-    12345", expected: ["id-    12"] },
    { why: "over characters of two code units", source: "#1.{2}", text: "#1😀😀😀", expected: ["#1😀😀"] },
    {
      why: "not before the first repetition is there",
      source: "k1:[a-z]{3}",
      text: "k1:ab k1:abc",
      expected: ["k1:abc"],
    },
    { why: "not inside of a word", source: "\\bid-\\d", text: "id-1 void-1", expected: ["id-1"] },
    { why: "also beside letters beyond ASCII", source: "\\bid-\\d", text: "éid-1", expected: ["id-1"] },
    { why: "with any letter that case folding takes", source: "(?i)ks1", text: "\u212aſ1 kt1", expected: ["\u212aſ1"] },
    { why: "all without anything rare", source: "\\w+", text: "one two", expected: ["one two"] },
  ])("go $why", ({ source, text, expected }) => {
    expect(shown(source, text)).toEqual(expected);
  });

  it("end in one for the rest where there are too many", () => {
    const text = "id-1 ".repeat(100);
    const windows = windowsOf("id-\\d\\s*!", `${text}id-222`);
    expect(windows.at(-1)).toMatchObject({ high: text.length + 6, lastStart: text.length + 6 });
  });

  it("hold together no more than a few times the text, though one goes over many others", () => {
    const text = `k1${" k1".repeat(20_000)}`;
    const total = windowsOf("k1[k1 ]*!", text).reduce((sum, { low, high }) => sum + high - low, 0);
    expect(total).toBeLessThan(5 * text.length);
  });
});
