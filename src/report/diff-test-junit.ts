import { basename } from "node:path";
import { casesOf, type FoundDifference } from "../difftest/result.ts";
import {
  caseRows,
  describeDivergence,
  describeOutcome,
  describePlace,
  describeSides,
  type DiffTestView,
  replayCommand,
} from "./diff-test-words.ts";
import { formatTable } from "./table.ts";
import { escapeXml, openTag } from "./xml.ts";

const MOST = 2000;

interface TestCase {
  readonly name: string;
  readonly failures: readonly FoundDifference[];
  /** Why it was not run to its end. */
  readonly error?: string;
}

/**
 * All runs as JUnit XML: a suite a plugin, and in it a test a hook for the recorded and the generated cases, one for
 * each stored case that differs or could not be run, and one for each declared divergence that is none any more.
 */
export function renderDiffTestJunit(views: readonly DiffTestView[]): string {
  const suites = views.map(suite);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="mcpplugins diff-test">\n${suites.join("")}</testsuites>\n`;
}

function suite(view: DiffTestView): string {
  const { report } = view;
  const tests = testCases(view);
  const attributes = {
    name: report.plugin.name,
    tests: tests.length,
    failures: tests.filter(({ failures }) => failures.length > 0).length,
    errors: tests.filter(({ error }) => error !== undefined).length,
    time: (report.elapsedMs / 1000).toFixed(3),
  };
  const body = tests.map((test) => renderTest(test, view)).join("");
  return `  ${openTag("testsuite", attributes)}\n${body}  </testsuite>\n`;
}

function testCases({ report }: DiffTestView): TestCase[] {
  const { differences, divergences, skipped, replay, ended } = report;
  const stored = differences.filter((found) => found.source === "stored");
  const hooks = replay === undefined ? Object.keys(report.cases.byHook) : [];
  const unfinished = ended === "interrupted" || casesOf(report) === 0;
  return [
    ...stored.map((found) => ({ name: `corpus: ${basename(found.file ?? "")}`, failures: [found] })),
    ...skipped.map(({ file, reason }) => ({ name: `corpus: ${basename(file)}`, failures: [], error: reason })),
    ...hooks.map((hook) => ({
      name: `generated: ${hook}`,
      failures: differences.filter((found) => found.source !== "stored" && found.case.hook === hook),
    })),
    ...divergences
      .filter(({ problem }) => problem !== undefined)
      .map((use) => ({ name: `divergence: ${use.reason}`, failures: [], error: describeDivergence(use) })),
    { name: "run", failures: [], ...(unfinished ? { error: describeOutcome(report) } : {}) },
  ];
}

function renderTest({ name, failures, error }: TestCase, view: DiffTestView): string {
  const start = `    ${openTag("testcase", { classname: `diff-test.${view.report.plugin.name}`, name })}`;
  const children = [
    ...(error === undefined ? [] : [`      ${openTag("error", { message: error })}</error>\n`]),
    ...failures.map((found) => renderFailure(found, view)),
  ];
  return children.length === 0 ? `${start}</testcase>\n` : `${start}\n${children.join("")}    </testcase>\n`;
}

function renderFailure(found: FoundDifference, view: DiffTestView): string {
  const { odd } = found.difference;
  const lines = formatTable([
    ...caseRows(found, MOST),
    ...describeSides(found.difference, MOST),
    ["replay", replayCommand(view, found)],
  ]);
  const sides = odd === "external" ? "external and both of ours" : "native and fallback";
  const message = `${sides} differ at ${describePlace(found.difference)}`;
  return `      ${openTag("failure", { message })}${escapeXml(lines.join("\n"))}</failure>\n`;
}
