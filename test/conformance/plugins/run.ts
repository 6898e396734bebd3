import { readFileSync } from "node:fs";
import type { Target } from "../../../src/difftest/target.ts";
import { Oracle } from "../oracle.ts";
import { type Counts, type SuiteOptions, sumOf } from "../suite.ts";
import type { Case } from "./cases/case.ts";
import { PII_FILTER } from "./cases/pii-filter.ts";
import { SECRETS_DETECTION } from "./cases/secrets-detection.ts";
import { check, type GroupReport } from "./check.ts";
import { CALL_DIVERGENCES, CONFIG_DIVERGENCES } from "./divergences.ts";
import { groupsOf } from "./generate.ts";
import { openTarget } from "./target.ts";
import { checkTogether } from "./together.ts";
import { type Group, type Slug, SLUGS } from "./wheel.ts";

const CASES: Readonly<Record<Slug, readonly Case[]>> = {
  pii_filter: PII_FILTER,
  secrets_detection: SECRETS_DETECTION,
};

/** Problems that are printed whole; more of them most likely have the same causes. */
const MOST_SHOWN = 10;

/**
 * Makes the same hook calls to the real plugins, to our native ones and to our fallbacks: the written cases, then `random`
 * generated calls for each plugin. Results, errors, log lines and findings are the same, but for what docs/divergences.md
 * lists. Then makes as many calls to both plugins in one manager.
 */
export async function run({ python, random, seed, print }: SuiteOptions): Promise<Counts> {
  const oracle = new Oracle(python, new URL("driver.py", import.meta.url));
  try {
    const targets = {
      pii_filter: await openTarget("pii_filter"),
      secrets_detection: await openTarget("secrets_detection"),
    };
    const counts: Counts[] = [];
    for (const plugin of SLUGS) counts.push(await checkWritten(oracle, plugin, targets[plugin], print));
    if (random > 0) {
      for (const plugin of SLUGS) {
        counts.push(await checkGenerated(oracle, plugin, targets[plugin], { random, seed, print }));
      }
      counts.push(await checkTogether(targets, { random, seed, print }));
    }
    return sumOf(counts);
  } finally {
    oracle.close();
  }
}

/** Cases that differ must differ by the rows that they name; each row of this suite is named by one. */
async function checkWritten(
  oracle: Oracle,
  plugin: Slug,
  { implementations }: Target,
  print: SuiteOptions["print"],
): Promise<Counts> {
  const cases = CASES[plugin];
  let failed = 0;
  let calls = 0;
  const fail = (problem: string): void => {
    failed++;
    print(`${plugin}: ${problem}`);
  };
  for (const { name, config, calls: made, differs = [] } of cases) {
    const report = await check(oracle, implementations, { plugin, config, calls: made });
    const unfit = report.calls.filter(({ effect }) => effect === "unfit").length;
    calls += report.calls.length;
    const problems = [...problemsOf(report), ...(unfit > 0 ? [`CPEX refuses ${unfit} of its payloads`] : [])];
    const rows = rowsOf(report);
    const same = rows.size === differs.length && differs.every((row) => rows.has(row));
    if (problems.length > 0) fail(`${name}: ${problems.join("\n  ")}`);
    else if (!same) fail(`${name}: differs by [${[...rows].join("; ")}] instead of [${differs.join("; ")}]`);
  }
  const stated = new Set(cases.flatMap(({ differs = [] }) => differs));
  const listed = readFileSync(new URL("../../../docs/divergences.md", import.meta.url), "utf8");
  const rows = [...CALL_DIVERGENCES, ...CONFIG_DIVERGENCES].filter((each) => each.plugin === plugin);
  for (const { row } of rows) {
    if (!stated.has(row)) fail(`no written case shows the divergence '${row}'`);
    if (!listed.includes(row)) fail(`docs/divergences.md does not list '${row}'`);
  }
  print(`${plugin}: ${cases.length} written cases with ${calls} calls, ${rows.length} rows of divergences`);
  return { passed: cases.length + 2 * rows.length - failed, failed };
}

/** Plays generated groups until so many calls have been made that CPEX has payloads for. */
async function checkGenerated(
  oracle: Oracle,
  plugin: Slug,
  target: Target,
  { random, seed, print }: Pick<SuiteOptions, "random" | "seed" | "print">,
): Promise<Counts> {
  const tally = { calls: 0, configs: 0, refused: 0, failed: 0, shown: 0 };
  const effects = new Map<string, number>();
  const rows = new Map<string, number>();
  for (const group of groupsOf(plugin, target, seed)) {
    const report = await check(oracle, target.implementations, group);
    tally[report.accepted ? "configs" : "refused"]++;
    for (const row of report.rows) count(rows, row);
    for (const { effect, rows: own } of report.calls) {
      if (effect !== "unfit") tally.calls++;
      count(effects, effect);
      for (const row of own) count(rows, row);
    }
    const problems = problemsOf(report);
    tally.failed += problems.length;
    if (problems.length > 0 && tally.shown++ < MOST_SHOWN) {
      print(`${plugin}: ${problems[0]}\n  ${describe(group, report)}`);
    }
    if (tally.calls >= random) break;
  }
  const { calls, configs, refused, failed } = tally;
  print(
    `${plugin}: ${calls} generated calls from seed ${seed} (${list(effects)}), ${configs} configs taken, ${refused} refused, ` +
      `${failed} differences; on purpose: ${rows.size === 0 ? "none" : list(rows)}`,
  );
  return { passed: calls + refused - failed, failed };
}

function problemsOf(report: GroupReport): string[] {
  return [report, ...report.calls].flatMap(({ problem }) => (problem === undefined ? [] : [problem]));
}

function rowsOf(report: GroupReport): Set<string> {
  return new Set([report, ...report.calls].flatMap(({ rows }) => rows));
}

/** The first call with a problem, and its config. */
function describe({ config, calls }: Group, report: GroupReport): string {
  const call = calls[report.calls.findIndex(({ problem }) => problem !== undefined)];
  return JSON.stringify({ config, ...call });
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function list(counts: ReadonlyMap<string, number>): string {
  return [...counts].map(([key, times]) => `${times} ${key}`).join(", ");
}
