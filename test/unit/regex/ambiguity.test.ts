import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Alphabet } from "../../../src/regex/alphabet.ts";
import { costOf } from "../../../src/regex/ambiguity.ts";
import { isSpellable } from "../../../src/regex/expression.ts";
import { DEFAULT_FLAGS } from "../../../src/regex/flags.ts";
import { holds } from "../../../src/regex/look.ts";
import { parsePattern } from "../../../src/regex/parse.ts";
import { compileProgram, type Program } from "../../../src/regex/program.ts";
import { countWays } from "../../../src/regex/ways.ts";
import { anyPattern } from "./any-pattern.ts";

const compile = (source: string): Program => compileProgram(parsePattern(source, DEFAULT_FLAGS));

describe("what backtracking costs", () => {
  it.each([
    "abc",
    "\\b\\d{3}-\\d{4}\\b",
    "\\b(?:\\d[-\\s]?){12,18}\\d\\b",
    "key\\s*[:=]\\s*\\w{20,}",
    "\\b[a-f0-9]{32,}\\b",
    "\\b(?:My\\s+)?ID\\s+(?:is\\s+)?\\d{9}\\b",
    "\\b(?:Bank\\s+Account|Account)[#:\\s-]*\\d{8,17}\\b",
    "(?:^|[^a-z])[a-z]{24,}",
    "#[^#]*!",
  ])("%s: time linear in the text", (source) => {
    expect(costOf(compile(source))).toBe("text");
  });

  it.each(["\\d+x", "\\b[\\w.-]+@[\\w-]+\\.[a-z]{2,}\\b", "\\bkey-[a-z-]{10,}\\.", "x.*y", "\\S+!", "(?-u:\\b)\\w+!"])(
    "%s: time linear in the text for each start",
    (source) => {
      expect(costOf(compile(source))).toBe("start");
    },
  );

  it.each([
    "a*a*b",
    "#\\s*\\s*!",
    "#(?:a|b)*(?:a|c)*!",
    "(a?){50}a{50}",
    "(?:.{0,20}x){3}",
    "(?:a|a)(?:a|a)(?:a|a)(?:a|a)(?:a|a)(?:a|a)(?:a|a)b",
    "[a-z]{400}x",
  ])("%s: more, or too much to tell", (source) => {
    expect(costOf(compile(source))).toBe("unknown");
  });

  it("is never more than what is told of it, however long the text", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "a", "b", "1", "-", " "), minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(anyPattern, text, text, ({ source }, lead, part) => {
        const node = parsePattern(source, DEFAULT_FLAGS);
        if (!isSpellable(node)) return;
        const program = compileProgram(node);
        const cost = costOf(program);
        if (cost === "unknown") return;
        const work = (times: number): number => countSteps(program, lead + part.repeat(times), cost === "text");
        // Twice the text is twice the work; if it were quadratic, it would be four times.
        expect(work(160) - work(80)).toBeLessThanOrEqual(2.5 * (work(80) - work(40)) + 100);
      }),
      { numRuns: 250 },
    );
  });
});

describe("the number of ways", () => {
  it.each([
    ["abc", 1],
    ["a?b", 1],
    ["[ab]*c", 1],
    ["a?a", 2],
    ["(?:ab|ac)d", 2],
    ["a*b", 1],
    ["a*a", 101],
    [".{0,20}x", 21],
    ["aws.{0,20}(?:secret|access).{0,20}[:=]\\s*[a-z]{40}", 441],
    ["(?:a?){10}a{10}", 1024],
  ])("%s has %i at most in a text of 100 characters", (source, ways) => {
    expect(countWays(compile(source), 100)).toBe(ways);
  });

  it("is not counted in a large program", () => {
    expect(countWays(compile("a{600}"), 100)).toBe(Infinity);
  });

  it("is not less than what there are", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "a", "b", "1", "-", " "), minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(anyPattern, text, ({ source }, input) => {
        const node = parsePattern(source, DEFAULT_FLAGS);
        if (!isSpellable(node)) return;
        const program = compileProgram(node);
        const ways = countWays(program, input.length);
        expect(countSteps(program, input, false)).toBeLessThanOrEqual(ways * input.length);
      }),
      { numRuns: 250 },
    );
  });
});

/** How many characters a backtracking engine takes on all ways, from all starts or from the first alone. */
function countSteps(program: Program, text: string, fromAllStarts: boolean): number {
  const alphabet = new Alphabet(program.sets, program.sides);
  const classAt = (at: number) => {
    const char = text.codePointAt(at);
    return char === undefined ? alphabet.edge : alphabet.classOf(alphabet.idOf(char));
  };
  let steps = 0;
  let ways = new Map<number, number>();
  for (let at = 0; at < text.length; at++) {
    if (at === 0 || fromAllStarts) ways.set(program.start, (ways.get(program.start) ?? 0) + 1);
    const before = at === 0 ? alphabet.edge : classAt(at - 1);
    const after = classAt(at);
    const next = new Map<number, number>();
    const follow = (index: number, count: number): void => {
      const instruction = program.instructions[index];
      if (instruction?.op === "split") {
        follow(instruction.first, count);
        follow(instruction.second, count);
      } else if (instruction?.op === "look") {
        if (holds(instruction.look, before.sides, after.sides)) follow(instruction.next, count);
      } else if (instruction?.op === "char" && after.inSet[instruction.set] === true) {
        steps += count;
        next.set(instruction.next, (next.get(instruction.next) ?? 0) + count);
      }
    };
    for (const [index, count] of ways) follow(index, count);
    ways = next;
  }
  return steps;
}
