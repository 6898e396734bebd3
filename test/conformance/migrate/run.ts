import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { migrateText } from "../../../src/migrate/migrate-text.ts";
import { DEFAULT_OPTIONS } from "../../../src/migrate/plan.ts";
import { firstDifference } from "../compare.ts";
import { CORPUS } from "../corpus.ts";
import { Oracle } from "../oracle.ts";
import type { Counts, SuiteOptions } from "../suite.ts";
import { configTexts } from "./generate.ts";
import { pairProblems } from "./pairs.ts";
import { textProblems } from "./text-checks.ts";

type Loaded = { readonly config: unknown } | { readonly error: string };
interface Answer {
  readonly before: Loaded;
  readonly after: Loaded;
  readonly live: readonly string[];
}

/**
 * Migrates configs and loads them with the real CPEX, before and after: it must see no difference and no old mode, a
 * second migration must change nothing, and neither may a line that is not part of an edit.
 */
export async function run({ python, random, seed, print }: SuiteOptions): Promise<Counts> {
  const oracle = new Oracle(python, new URL("driver.py", import.meta.url));
  const folder = mkdtempSync(join(tmpdir(), "migrate-conformance-"));
  const counts = { passed: 0, failed: 0 };
  const count = (name: string, problems: readonly string[]): void => {
    counts[problems.length === 0 ? "passed" : "failed"]++;
    for (const problem of problems) print(`${name}: ${problem}`);
  };
  const check = async (name: string, text: string) => count(name, await problemsOf(oracle, folder, text));
  try {
    const generated = fc.sample(configTexts, { numRuns: random, seed });
    for (const text of generated) await check(JSON.stringify(text), text);
    const changed = generated.filter((text) => migrateText(text, DEFAULT_OPTIONS).output !== text).length;
    print(`${generated.length} random configs from seed ${seed}, ${changed} of them with something to migrate`);
    if (existsSync(CORPUS)) {
      const files = readdirSync(CORPUS, { recursive: true, encoding: "utf8" }).filter((file) => /\.ya?ml/.test(file));
      for (const file of files.sort()) await check(file, readFileSync(join(CORPUS, file), "utf8"));
      const pairs = pairProblems(join(CORPUS, "pairs"));
      for (const [name, problems] of pairs) count(name, problems);
      for (const file of readdirSync(join(CORPUS, "negative"))) {
        const text = readFileSync(join(CORPUS, "negative", file), "utf8");
        count(`negative/${file}`, migrateText(text, DEFAULT_OPTIONS).output === text ? [] : ["was changed"]);
      }
      print(`${files.length} files of the corpus, ${pairs.size} of them before and after a migration by hand`);
    }
    return counts;
  } finally {
    oracle.close();
    rmSync(folder, { recursive: true });
  }
}

async function problemsOf(oracle: Oracle, folder: string, text: string): Promise<string[]> {
  const migrated = migrateText(text, DEFAULT_OPTIONS);
  const { output, problems } = migrated;
  const [before, after] = [join(folder, "before.yaml"), join(folder, "after.yaml")];
  writeFileSync(before, text);
  writeFileSync(after, output);
  const answer = (await oracle.ask({ before, after })) as Answer;
  const difference = firstDifference(answer.before, answer.after);
  return [
    ...(difference === undefined ? [] : [`CPEX loads it otherwise: ${difference}`]),
    // What CPEX can't load has no modes.
    ...("error" in answer.before
      ? []
      : [
          ...answer.live.map((mode) => `mode ${mode} is left`),
          ...problems.map(({ message }) => `is not migrated: ${message}`),
        ]),
    ...textProblems(text, migrated),
  ];
}
