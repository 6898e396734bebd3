import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { Oracle } from "../oracle.ts";
import type { Counts, SuiteOptions } from "../suite.ts";
import { check } from "./check.ts";
import { checkConfigs } from "./configs.ts";
import { scenarios } from "./generate.ts";
import type { Scenario } from "./scenario.ts";

const FOLDER = new URL("scenarios/", import.meta.url);

/** Compares our manager with the real one: written scenarios, settings and plugin configs, then random scenarios. */
export async function run({ python, random, seed, print }: SuiteOptions): Promise<Counts> {
  const oracle = new Oracle(python, new URL("driver.py", import.meta.url));
  try {
    let failed = 0;
    const written = writtenScenarios();
    for (const scenario of written) {
      const problem = await check(oracle, scenario);
      if (problem === undefined) continue;
      failed++;
      print(`${scenario.name}: ${problem}`);
    }
    const configs = await checkConfigs(oracle, print);
    print(`${written.length} written scenarios, ${configs.passed + configs.failed} configs and settings`);
    const generated = random === 0 ? 0 : await checkRandom(oracle, random, seed, print);
    if (random > 0) print(`${random} random scenarios from seed ${seed}`);
    failed += configs.failed + generated;
    return { passed: written.length + configs.passed + configs.failed + random - failed, failed };
  } finally {
    oracle.close();
  }
}

function writtenScenarios(): Scenario[] {
  const files = readdirSync(FOLDER).sort();
  return files.flatMap((file) => JSON.parse(readFileSync(new URL(file, FOLDER), "utf8"), expand) as Scenario[]);
}

/** A long text is written as `{"$repeat": ["x", 1000000]}`. */
function expand(_: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || !("$repeat" in value)) return value;
  const [text, count] = value.$repeat as [string, number];
  return text.repeat(count);
}

/** The number of scenarios that differ; the first of them is shrunk and printed whole. */
async function checkRandom(oracle: Oracle, count: number, seed: number, print: SuiteOptions["print"]): Promise<number> {
  let failed = 0;
  let shown = 0;
  for (const scenario of fc.sample(scenarios, { numRuns: count, seed })) {
    const problem = await check(oracle, scenario);
    if (problem === undefined) continue;
    failed++;
    if (shown++ >= 5) continue;
    print(`random: ${problem}\n  ${JSON.stringify(await shrink(oracle, scenario))}`);
  }
  return failed;
}

/** Takes plugins and calls away as long as the two still differ. */
async function shrink(oracle: Oracle, scenario: Scenario): Promise<Scenario> {
  for (const smaller of candidates(scenario)) {
    if ((await check(oracle, smaller)) !== undefined) return shrink(oracle, smaller);
  }
  return scenario;
}

function* candidates(scenario: Scenario): Generator<Scenario> {
  const { plugins, calls } = scenario;
  for (const index of plugins.keys()) {
    if (plugins.length > 1) yield { ...scenario, plugins: plugins.filter((_, at) => at !== index) };
  }
  for (const index of calls.keys()) {
    if (calls.length > 1) yield { ...scenario, calls: calls.filter((_, at) => at !== index) };
  }
}
