import { resolve } from "node:path";
import { z } from "zod";
import { failed, messageOf } from "../errors.ts";
import { HOOKS } from "../plugin/hooks.ts";
import { formatPath } from "../text/path.ts";
import { caseOf } from "./corpus.ts";
import { PLACES } from "./compare.ts";
import type { DiffTestReport } from "./diff-test-plugin.ts";
import { decode } from "./encoding.ts";
import type { FoundDifference } from "./result.ts";
import type { Side } from "./value-diff.ts";

const count = z.int().min(0);
const counts = z.partialRecord(z.enum(HOOKS), count);

const side = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("value"), value: z.unknown() }),
  z.object({ kind: z.literal("absent") }),
  z.object({ kind: z.literal("error"), message: z.string() }),
]);

const difference = z.object({
  place: z.enum(PLACES),
  path: z.array(z.union([z.string(), z.int()])),
  aspect: z.enum(["value", "key order"]),
  text: z.string().exactOptional(),
  native: side,
  fallback: side,
  external: side.exactOptional(),
  odd: z.enum(["native", "fallback", "external"]).exactOptional(),
  case: z.unknown(),
  source: z.enum(["stored", "recorded", "generated"]),
  file: z.string().exactOptional(),
  reproduced: z.boolean(),
  cases: count,
});

const reportSchema = z.object({
  plugin: z.object({ name: z.string(), version: z.string() }),
  native: z.object({ file: z.string(), abi: count, target: z.string(), profile: z.string(), rustc: z.string() }),
  against: z.string().exactOptional(),
  externalCases: count.exactOptional(),
  seed: count,
  budget: z.union([z.object({ cases: count }), z.object({ seconds: z.number() })]),
  shard: z.object({ index: count, count }).exactOptional(),
  ended: z.enum(["complete", "differences", "interrupted"]),
  cases: z.object({
    stored: count,
    recorded: count,
    generated: count,
    byHook: counts,
    byEffect: z.object({ unchanged: count, modified: count, denied: count, error: count }),
    differing: count,
  }),
  configs: z.object({ run: count, refused: count, options: z.array(z.string()), varied: z.array(z.string()) }),
  skipped: z.array(z.object({ file: z.string(), reason: z.string() })),
  divergences: z.array(
    z.object({
      reason: z.string(),
      expires: z.string(),
      matched: count,
      isExternal: z.literal(true).exactOptional(),
      problem: z.enum(["expired", "unused"]).exactOptional(),
    }),
  ),
  differences: z.array(difference),
  timing: z.object({ elapsedMs: z.number() }),
});

const document = z.object({
  schemaVersion: z.literal(1),
  command: z.literal("diff-test"),
  reports: z.array(reportSchema),
});

/**
 * The reports of a file that `diff-test --format json` wrote. Its paths are taken from the given folder.
 *
 * @throws {ToolError} exit 4 when the text is something else, or the report of a replay.
 */
export function parseReports(text: string, file: string, cwd: string): DiffTestReport[] {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (cause) {
    throw failed(`${file} is not JSON: ${messageOf(cause)}`, { cause });
  }
  const parsed = document.safeParse(data);
  if (!parsed.success) {
    const issues = parsed.error.issues.map((issue) => `${formatPath(issue.path)}: ${issue.message}`);
    throw failed(`${file} is not a report of a diff-test run`, {
      details: issues.join("\n"),
      hint: "Give files of 'mcpplugins diff-test --format json'.",
    });
  }
  return parsed.data.reports.map((report) => toReport(report, file, cwd));
}

function toReport({ timing, ...report }: z.output<typeof reportSchema>, file: string, cwd: string): DiffTestReport {
  return {
    ...report,
    native: { ...report.native, file: resolve(cwd, report.native.file) },
    ...(report.against === undefined ? {} : { against: resolve(cwd, report.against) }),
    skipped: report.skipped.map(({ file: skipped, reason }) => ({ file: resolve(cwd, skipped), reason })),
    differences: report.differences.map((each) => toFound(each, file, cwd)),
    elapsedMs: timing.elapsedMs,
  };
}

function toFound(found: z.output<typeof difference>, source: string, cwd: string): FoundDifference {
  const { place, path, aspect, text, native, fallback, external, odd, case: tested, file, ...rest } = found;
  return {
    ...rest,
    case: caseOf(decode(tested), source),
    difference: {
      place,
      path,
      aspect,
      ...(text === undefined ? {} : { text }),
      native: decodeSide(native),
      fallback: decodeSide(fallback),
      ...(external === undefined ? {} : { external: decodeSide(external) }),
      ...(odd === undefined ? {} : { odd }),
    },
    ...(file === undefined ? {} : { file: resolve(cwd, file) }),
  };
}

function decodeSide(given: Side): Side {
  return given.kind === "value" ? { kind: "value", value: decode(given.value) } : given;
}
