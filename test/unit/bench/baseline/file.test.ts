import { describe, expect, it } from "vitest";
import { formatBaseline, parseBaseline } from "../../../../src/bench/baseline/file.ts";
import { ToolError } from "../../../../src/errors.ts";
import { baseline, ENVIRONMENT, scenarioRecord } from "./records.ts";

const saved = baseline([scenarioRecord("one", { subject: 250 }), scenarioRecord('two "2"', { subject: 90 })]);

function errorOf(text: string): ToolError {
  try {
    parseBaseline(text, "main.json");
  } catch (error) {
    if (error instanceof ToolError) return error;
  }
  throw new Error("expected a ToolError");
}

/** The file with one thing in it changed. */
function damaged(
  change: (document: { scenarios: { rounds: Record<string, unknown>[] }[] } & Record<string, unknown>) => void,
) {
  const document = JSON.parse(formatBaseline(saved)) as Parameters<typeof change>[0];
  change(document);
  return JSON.stringify(document);
}

describe("a baseline file", () => {
  it("is read as it was written, to a thousandth of a nanosecond", () => {
    const rounded = (samples: readonly number[]) => samples.map((sample) => Number(sample.toFixed(3)));
    const read = parseBaseline(formatBaseline(saved), "main.json");
    expect(read).toEqual({
      ...saved,
      scenarios: saved.scenarios.map((scenario) => ({
        ...scenario,
        rounds: scenario.rounds.map(({ subject, reference }) => ({
          subject: rounded(subject),
          reference: rounded(reference),
        })),
      })),
    });
  });

  it("has one line for the samples of a side, so that it can be read and compared", () => {
    const lines = formatBaseline(saved).split("\n");
    expect(lines.filter((line) => /"(subject|reference)": \[[\d.,]+\](,| \},?)$/.test(line))).toHaveLength(20);
    expect(lines).toContain('  "name": "main",');
  });

  it.each(["", '"', "\\", "a\nb", "}\n]", "\u2028", "\ud800", "Grüße 🎉"])("survives a scenario called %j", (name) => {
    const one = baseline([scenarioRecord(name, { subject: 100, samples: 2 })]);
    expect(parseBaseline(formatBaseline(one), "x").scenarios[0]?.name).toBe(name);
  });

  it("need not have an addon", () => {
    const { native: _, ...environment } = ENVIRONMENT;
    const one = baseline([], { subject: "fallback", reference: "yardstick", environment });
    expect(parseBaseline(formatBaseline(one), "x")).toEqual(one);
  });

  it.each([
    ["no JSON", "{", "in JSON at position 1"],
    ["nothing", "", "Unexpected end of JSON"],
    ["another version", damaged((document) => (document["schemaVersion"] = 2)), "schemaVersion"],
    [
      "a sample that is null, as JSON writes NaN",
      damaged(({ scenarios: [one] }) => (one!.rounds[1]!["subject"] = [1, null])),
      "scenarios[0].rounds[1].subject[1]",
    ],
    [
      "a sample of 0",
      damaged(({ scenarios: [one] }) => (one!.rounds[1]!["reference"] = [0])),
      "scenarios[0].rounds[1].reference[0]",
    ],
    [
      "no samples of a side",
      damaged(({ scenarios: [one] }) => delete one!.rounds[1]!["reference"]),
      "scenarios[0].rounds[1].reference",
    ],
    ["an unknown key", damaged((document) => (document["extra"] = 1)), "(top)"],
  ])("with %s is refused, and the place is named", (_, text, place) => {
    const error = errorOf(text);
    expect(error.message).toBe("main.json is damaged, or no baseline of this version");
    expect(error.exitCode).toBe(4);
    expect(error.details).toContain(place);
    expect(error.hint).toContain("--save-baseline");
  });
});
