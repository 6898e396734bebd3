import { basename } from "node:path";
import type { FoundDifference } from "../difftest/result.ts";
import {
  caseRows,
  casesOf,
  describeOutcome,
  describePlace,
  describeSides,
  type DiffTestView,
  replayCommand,
} from "./diff-test-words.ts";
import { formatTable } from "./table.ts";

const MOST = 2000;

interface TestCase {
  readonly name: string;
  readonly failures: readonly FoundDifference[];
  /** Why it was not run to its end. */
  readonly error?: string;
}

/**
 * All runs as JUnit XML: a suite a plugin, and in it a test a hook for the generated cases, and one for each stored case that
 * differs or could not be run.
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
  return `  ${open("testsuite", attributes)}\n${body}  </testsuite>\n`;
}

function testCases({ report }: DiffTestView): TestCase[] {
  const { differences, skipped, replay, ended } = report;
  const stored = differences.filter((found) => found.source === "stored");
  const hooks = replay === undefined ? Object.keys(report.cases.byHook) : [];
  const unfinished = ended === "interrupted" || casesOf(report) === 0;
  return [
    ...stored.map((found) => ({ name: `corpus: ${basename(found.file ?? "")}`, failures: [found] })),
    ...skipped.map(({ file, reason }) => ({ name: `corpus: ${basename(file)}`, failures: [], error: reason })),
    ...hooks.map((hook) => ({
      name: `generated: ${hook}`,
      failures: differences.filter((found) => found.source === "generated" && found.case.hook === hook),
    })),
    { name: "run", failures: [], ...(unfinished ? { error: describeOutcome(report) } : {}) },
  ];
}

function renderTest({ name, failures, error }: TestCase, view: DiffTestView): string {
  const start = `    ${open("testcase", { classname: `diff-test.${view.report.plugin.name}`, name })}`;
  const children = [
    ...(error === undefined ? [] : [`      ${open("error", { message: error })}</error>\n`]),
    ...failures.map((found) => renderFailure(found, view)),
  ];
  return children.length === 0 ? `${start}</testcase>\n` : `${start}\n${children.join("")}    </testcase>\n`;
}

function renderFailure(found: FoundDifference, view: DiffTestView): string {
  const { native, fallback } = describeSides(found.difference, MOST);
  const lines = formatTable([
    ...caseRows(found, MOST),
    ["native", native],
    ["fallback", fallback],
    ["replay", replayCommand(view, found)],
  ]);
  const message = `native and fallback differ at ${describePlace(found.difference)}`;
  return `      ${open("failure", { message })}${escapeXml(lines.join("\n"))}</failure>\n`;
}

function open(tag: string, attributes: Readonly<Record<string, string | number>>): string {
  const written = Object.entries(attributes).map(([name, value]) => ` ${name}="${escapeXml(String(value))}"`);
  return `<${tag}${written.join("")}>`;
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** XML 1.0 has no way to write most control characters and lone surrogates, not even as references. */
function escapeXml(text: string): string {
  return text
    .replaceAll(/[&<>"]/g, (character) => ENTITIES[character] ?? character)
    .replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd");
}
