import { describe, expect, test } from "vitest";
import type { Difference } from "../../../src/difftest/compare.ts";
import { type Divergence, parseDivergences } from "../../../src/difftest/divergence-file.ts";
import { DeclaredDivergences, markUnused } from "../../../src/difftest/divergences.ts";
import { diffTestExitCode } from "../../../src/difftest/exit-code.ts";
import { runDiffTest } from "../../../src/difftest/run.ts";
import { ticketsTarget } from "./tickets.ts";

const today = "2030-01-31";
const declare = (match: Divergence["match"], expires = today): Divergence => ({ match, reason: "known", expires });
const difference: Difference = {
  place: "result",
  path: ["metadata", "tickets", "total"],
  aspect: "value",
  native: { kind: "value", value: 2 },
  fallback: { kind: "error", message: "the text has a NUL" },
};

describe("a declared divergence", () => {
  test.each<[boolean, string, Divergence["match"]]>([
    [true, "its place", { place: "result" }],
    [false, "another place", { place: "log" }],
    [true, "its hook", { place: "result", hook: "tool_pre_invoke" }],
    [false, "another hook", { place: "result", hook: "evaluate" }],
    [true, "its path", { place: "result", path: ["metadata", "tickets", "total"] }],
    [true, "any key in the path", { place: "result", path: ["metadata", "*", "total"] }],
    [true, "all below a path", { place: "result", path: ["metadata", "**"] }],
    [true, "all", { place: "result", path: ["**"] }],
    [false, "a path that ends earlier", { place: "result", path: ["metadata", "*"] }],
    [false, "a path that goes on", { place: "result", path: ["metadata", "tickets", "total", "x", "**"] }],
    [true, "the sides", { place: "result", native: "^2$", fallback: "has a NUL" }],
    [false, "other sides", { place: "result", native: "^3$" }],
    [false, "a text that was searched", { place: "result", text: "." }],
  ])("explains (%s) a difference by %s", (explained, _, match) => {
    const declared = new DeclaredDivergences([declare(match)], today);
    expect(declared.explain("tool_pre_invoke")(difference)).toBe(explained);
  });

  test("counts until the end of its day, and not a day longer", () => {
    const on = (day: string) => new DeclaredDivergences([declare({ place: "result" })], day);
    expect(on("2030-01-31").explain("evaluate")(difference)).toBe(true);
    expect(on("2030-02-01").explain("evaluate")(difference)).toBe(false);
    expect(on("2030-02-01").uses()).toEqual([{ reason: "known", expires: today, matched: 0, problem: "expired" }]);
  });

  test("is counted, and a finding when it was never met", () => {
    const declared = new DeclaredDivergences([declare({ place: "result" }), declare({ place: "log" })], today);
    declared.count("evaluate")(difference);
    declared.explain("evaluate")(difference);
    expect(markUnused(declared.uses(), false)).toMatchObject([{ matched: 1 }, { matched: 0, problem: "unused" }]);
  });

  test.each<[boolean, string, Divergence["match"], Difference["odd"]]>([
    [true, "what the external one does otherwise", { place: "result", external: "^3$" }, "external"],
    [false, "something else that it does", { place: "result", external: "^4$" }, "external"],
    [false, "nothing of the external one", { place: "result" }, "external"],
    [true, "what native does otherwise than the other two", { place: "result" }, "native"],
    [false, "the external one, where native stands alone", { place: "result", external: "." }, "native"],
  ])("explains (%s) a difference of three by naming %s", (explained, _, match, odd) => {
    const declared = new DeclaredDivergences([declare(match)], today);
    const three: Difference = { ...difference, external: { kind: "value", value: 3 }, odd: odd! };
    expect(declared.explain("tool_pre_invoke")(three)).toBe(explained);
  });

  test("of an external implementation is only missed by a run that has one", () => {
    const uses = new DeclaredDivergences([declare({ place: "result", external: "." })], today).uses();
    expect(markUnused(uses, false)).toEqual(uses);
    expect(markUnused(uses, true)).toMatchObject([{ problem: "unused" }]);
    const ours = new DeclaredDivergences([declare({ place: "result" })], today).uses();
    expect(markUnused(ours, true)).toEqual(ours);
  });
});

describe("a run with declared divergences", () => {
  const input = { seed: 11, budget: { cases: 1000 }, today };

  test("passes over what is declared, finds what is not, and goes on behind it in one call", async () => {
    const target = ticketsTarget("wrong violation");
    const code = declare({ place: "result", path: ["violation", "code"] });
    const clean = await runDiffTest(target, { ...input, divergences: [code] });
    expect(clean.differences).toEqual([]);
    expect(clean.divergences[0]?.matched).toBeGreaterThan(0);
    expect(diffTestExitCode([clean])).toBe(0);
    const other = await runDiffTest(target, { ...input, divergences: [declare({ place: "log" })] });
    expect(other.differences).toMatchObject([{ difference: { path: ["violation", "code"] } }]);
  });

  test("accepts a config that only one side takes", async () => {
    const divergences = [declare({ place: "create", native: "one word only" })];
    const { differences } = await runDiffTest(ticketsTarget("refused config"), { ...input, divergences });
    expect(differences).toEqual([]);
  });

  test("is no pass when a divergence has expired", async () => {
    const divergences = [declare({ place: "log" }, "2029-12-31")];
    expect(diffTestExitCode([await runDiffTest(ticketsTarget(), { ...input, divergences })])).toBe(1);
  });
});

describe("parseDivergences", () => {
  test("reads what is declared", () => {
    const text = `divergences:
  - match: { place: find, text: "\\\\u212a", path: [0, "**"] }
    reason: folds to k
    expires: 2030-01-31`;
    expect(parseDivergences(text, "divergences.yaml")).toEqual({
      divergences: [
        { match: { place: "find", text: "\\u212a", path: [0, "**"] }, reason: "folds to k", expires: "2030-01-31" },
      ],
      chance: [],
    });
  });

  test("reads what depends on chance, without any divergence", () => {
    const text = `chance: [{ text: "\\\\[TOKEN:[0-9a-f]{8}\\\\]", reason: salts are random }]`;
    expect(parseDivergences(text, "divergences.yaml")).toEqual({
      divergences: [],
      chance: [{ text: "\\[TOKEN:[0-9a-f]{8}\\]", reason: "salts are random" }],
    });
  });

  test.each([
    ["divergences: [", "is not YAML"],
    ["divergences: [{ match: { place: result }, expires: 2030-01-31 }]", "reason"],
    ["divergences: [{ match: { place: result }, reason: r, expires: soon }]", "expires"],
    ["divergences: [{ match: { place: result, text: '(' }, reason: r, expires: 2030-01-31 }]", "regular expression"],
    ["chance: [{ text: '(', reason: r }]", "regular expression"],
    ["divergences: [{ match: { pace: result }, reason: r, expires: 2030-01-31 }]", "match"],
  ])("refuses %s and says why", (text, why) => {
    const refuse = (): unknown => parseDivergences(text, "divergences.yaml");
    try {
      refuse();
    } catch (error) {
      const { message, details } = error as { message: string; details?: string };
      expect(`${message} ${details}`).toContain(why);
      expect(message).toContain("divergences.yaml");
    }
    expect(refuse).toThrow();
  });
});
