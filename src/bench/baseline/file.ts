import { z } from "zod";
import { failed, messageOf, type ToolError } from "../../errors.ts";
import { formatPath } from "../../text/path.ts";
import { roundSample } from "../sampling.ts";
import type { Baseline, ScenarioRecord } from "./record.ts";

const series = z.array(z.number().positive());

const baselineSchema = z.strictObject({
  schemaVersion: z.literal(1),
  name: z.string(),
  savedAt: z.iso.datetime(),
  subject: z.enum(["native", "fallback"]),
  reference: z.enum(["fallback", "yardstick"]),
  plugin: z.strictObject({ name: z.string(), version: z.string() }),
  environment: z.strictObject({
    mcpplugins: z.string(),
    node: z.string(),
    v8: z.string(),
    platform: z.string(),
    arch: z.string(),
    cpu: z.string(),
    cores: z.number(),
    native: z
      .strictObject({
        file: z.string(),
        triple: z.string(),
        sha256: z.string(),
        rustc: z.string(),
        profile: z.string(),
      })
      .optional(),
    fallback: z.strictObject({ module: z.string() }),
  }),
  seed: z.number(),
  units: z.strictObject({ samples: z.literal("ns a call") }),
  scenarios: z.array(
    z.strictObject({
      name: z.string(),
      digest: z.string(),
      rounds: z.array(z.strictObject({ subject: series, reference: series })),
    }),
  ),
});

/**
 * Reads the text of a baseline file.
 *
 * @throws {ToolError} exit 4 that names the first thing wrong with it.
 */
export function parseBaseline(text: string, path: string): Baseline {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (cause) {
    throw damaged(path, messageOf(cause));
  }
  const parsed = baselineSchema.safeParse(data);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw damaged(path, issue === undefined ? "" : `${formatPath(issue.path)}: ${issue.message}`);
  }
  const { schemaVersion: _, units: __, ...baseline } = parsed.data;
  return baseline;
}

function damaged(path: string, details: string): ToolError {
  return failed(`${path} is damaged, or no baseline of this version`, {
    details,
    hint: "Save it again with --save-baseline, on the code that it is to stand for.",
  });
}

/** The text of a baseline file: what people read is laid out, and the samples of a side stand on one line. */
export function formatBaseline(baseline: Baseline): string {
  const { scenarios, name, savedAt, subject, reference, plugin, environment, seed } = baseline;
  const units = { samples: "ns a call" };
  const head = { schemaVersion: 1, name, savedAt, subject, reference, plugin, environment, seed, units };
  const headLines = JSON.stringify(head, undefined, 2).slice(0, -"\n}".length);
  return `${headLines},\n  "scenarios": [\n${scenarios.map(formatScenario).join(",\n")}\n  ]\n}\n`;
}

function formatScenario({ name, digest, rounds }: ScenarioRecord): string {
  const lines = rounds.map(
    ({ subject, reference }) =>
      `        { "subject": ${formatSamples(subject)},\n          "reference": ${formatSamples(reference)} }`,
  );
  const facts = `      "name": ${JSON.stringify(name)},\n      "digest": ${JSON.stringify(digest)}`;
  return `    {\n${facts},\n      "rounds": [\n${lines.join(",\n")}\n      ]\n    }`;
}

function formatSamples(samples: readonly number[]): string {
  return JSON.stringify(samples.map(roundSample));
}
