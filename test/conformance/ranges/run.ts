import { existsSync, readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { checkFile } from "../../../src/validate/check-file.ts";
import { checkTarget, type TargetType } from "../../../src/validate/check-target.ts";
import { findEmbedded } from "../../../src/validate/embedded.ts";
import { checksFor } from "../../unit/validate/check.ts";
import { rangeProblem } from "../../unit/validate/range-problem.ts";
import { configs } from "../config/generate.ts";
import { CORPUS } from "../corpus.ts";
import type { Counts, SuiteOptions } from "../suite.ts";
import { CONFIGS, MANIFESTS } from "../validate/bases.ts";
import { mutations } from "../validate/mutate.ts";

/** Whether every finding in real, generated and mutated files covers exactly a key, a value or a template. */
export async function run({ random, seed, print }: SuiteOptions): Promise<Counts> {
  const counts = { passed: 0, failed: 0 };
  const check = async (name: string, text: string, type: TargetType): Promise<void> => {
    const file = { file: "file.yaml", folder: "/project" };
    const found =
      type === "embedded"
        ? await checkTarget({ ...file, text, type }, checksFor())
        : await checkFile({ ...file, text, type }, checksFor());
    for (const diagnostic of found) {
      // What the library can't read, has no keys and values; and in block text, it looks for none.
      const problem = rangeProblem(text, type === "embedded" ? { ...diagnostic, code: "yaml/syntax" } : diagnostic);
      counts[problem === undefined ? "passed" : "failed"]++;
      if (problem !== undefined) print(`${name}: ${problem}`);
    }
  };
  for (const { name, text } of fc.sample(configs, { numRuns: random, seed })) await check(name, text, "config");
  for (const [bases, type] of [[CONFIGS, "config"] as const, [MANIFESTS, "manifest"] as const]) {
    for (const text of fc.sample(mutations(bases), { numRuns: random, seed })) await check(text, text, type);
  }
  print(`${random} random and 2 times ${random} mutated files from seed ${seed}`);
  const files = existsSync(CORPUS) ? readdirSync(CORPUS, { recursive: true, encoding: "utf8" }).sort() : [];
  for (const file of files.filter((name) => /\.ya?ml$/.test(name))) {
    const text = readFileSync(CORPUS + file, "utf8");
    const type = file.includes("manifest") ? "manifest" : findEmbedded(text).length > 0 ? "embedded" : "config";
    await check(file, text, type);
  }
  print(`${files.length} files of the corpus`);
  return counts;
}
