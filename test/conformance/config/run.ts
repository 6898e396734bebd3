import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { messageOf } from "../../../src/errors.ts";
import { loadConfig } from "../../../src/runtime/config/load-config.ts";
import { firstDifference } from "../compare.ts";
import { CORPUS } from "../corpus.ts";
import { Oracle } from "../oracle.ts";
import { type Counts, type SuiteOptions, sumOf } from "../suite.ts";
import type { ConfigCase } from "./cases/case.ts";
import { FILES } from "./cases/files.ts";
import { PLUGINS } from "./cases/plugins.ts";
import { TEMPLATES } from "./cases/templates.ts";
import { TRANSPORTS } from "./cases/transports.ts";
import { configs } from "./generate.ts";

/** What CPEX says of files that it looks for; ours does not look, see docs/divergences.md. */
const NOT_THERE = /does not exist|must be executable/;

const CASES: readonly ConfigCase[] = [...FILES, ...PLUGINS, ...TRANSPORTS, ...TEMPLATES];

/** What templates of the corpus ask for. */
const VARIABLES: Env = {
  REDIS_URL: "redis://host:6379/0?a=1&b=2",
  IBM_WATSON_API_KEY: "<key>",
  IBM_WATSON_URL: "https://host/watson",
  SLACK_WEBHOOK_URL: "https://host/hook?'x'",
};

type Env = Readonly<Record<string, string>>;
type Loaded = { readonly config: unknown } | { readonly error: string };

/** Loads the same files in CPEX and here: the same are accepted, with the same values. */
export async function run({ python, random, seed, print }: SuiteOptions): Promise<Counts> {
  const oracle = new Oracle(python, new URL("driver.py", import.meta.url));
  const folder = mkdtempSync(join(tmpdir(), "config-conformance-"));
  try {
    const path = join(folder, "config.yaml");
    const written = await checkCases(oracle, path, CASES, print);
    print(
      `${CASES.length} written configs, ${CASES.filter(({ differs }) => differs).length} of them differ on purpose`,
    );
    const generated = await checkCases(oracle, path, fc.sample(configs, { numRuns: random, seed }), print);
    if (random > 0) print(`${random} random configs from seed ${seed}`);
    const corpus = existsSync(CORPUS) ? await checkCorpus(oracle, print) : { passed: 0, failed: 0 };
    return sumOf([written, generated, corpus]);
  } finally {
    oracle.close();
    rmSync(folder, { recursive: true });
  }
}

async function checkCases(
  oracle: Oracle,
  path: string,
  cases: readonly ConfigCase[],
  print: SuiteOptions["print"],
): Promise<Counts> {
  let failed = 0;
  for (const { name, text, env = {}, differs = false } of cases) {
    writeFileSync(path, text);
    const { difference } = await compare(oracle, path, env);
    if (differs === (difference !== undefined)) continue;
    failed++;
    print(`${name}: ${difference ?? "agrees with CPEX, though it is said to differ"}`);
  }
  return { passed: cases.length - failed, failed };
}

/** Each file without any variables, and those with templates once more with some. */
async function checkCorpus(oracle: Oracle, print: SuiteOptions["print"]): Promise<Counts> {
  const files = readdirSync(CORPUS, { recursive: true, encoding: "utf8" }).filter((file) => /\.ya?ml$/.test(file));
  const runs = files.sort().flatMap((file) => {
    const path = join(CORPUS, file);
    const envs: readonly Env[] = readFileSync(path, "utf8").includes("{{") ? [{}, VARIABLES] : [{}];
    return envs.map((env) => ({ file, path, env }));
  });
  const counts = { accepted: 0, refused: 0, "naming files that are not here": 0, differing: 0 };
  for (const { file, path, env } of runs) {
    const { theirs, difference } = await compare(oracle, path, env);
    if ("error" in theirs && NOT_THERE.test(theirs.error)) counts["naming files that are not here"]++;
    else if (difference === undefined) counts["config" in theirs ? "accepted" : "refused"]++;
    else {
      counts.differing++;
      print(`${file}: ${difference}`);
    }
  }
  const words = Object.entries(counts).map(([what, count]) => `${count} ${what}`);
  print(`${files.length} files of the corpus, ${runs.length} loads: ${words.join(", ")}`);
  return { passed: runs.length - counts.differing, failed: counts.differing };
}

async function compare(
  oracle: Oracle,
  path: string,
  env: Env,
): Promise<{ readonly theirs: Loaded; readonly difference: string | undefined }> {
  const [theirs, ours] = await Promise.all([oracle.ask({ path, env }) as Promise<Loaded>, load(path, env)]);
  const difference = firstDifference(tidy(theirs), tidy(ours));
  return { theirs, difference: difference === undefined ? undefined : `${difference}\n  ${explain(theirs, ours)}` };
}

async function load(path: string, env: Env): Promise<Loaded> {
  try {
    return { config: await loadConfig(path, { env }) };
  } catch (error) {
    const details = error instanceof Error && "details" in error ? error.details : undefined;
    return { error: `${messageOf(error)}\n${String(details)}` };
  }
}

function explain(...loaded: readonly Loaded[]): string {
  return loaded.map((one) => ("error" in one ? one.error.slice(0, 400) : "accepted")).join("\n  ");
}

/** Messages are not compared, sets of names have no order in Python, and no plugins are an empty list here. */
function tidy(loaded: Loaded): unknown {
  if ("error" in loaded) return { config: null };
  const text = JSON.stringify(loaded, (key, item: unknown) => {
    if (key === "plugins" && item === null) return [];
    return Array.isArray(item) && item.every((entry) => typeof entry === "string") ? [...item].sort() : item;
  });
  return JSON.parse(text);
}
