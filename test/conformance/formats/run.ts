import { existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import Ajv, { type ValidateFunction } from "ajv";
import addFormats from "ajv-formats";
import fc from "fast-check";
import { renderValidateGithub } from "../../../src/report/validate-github.ts";
import { renderValidateJunit } from "../../../src/report/validate-junit.ts";
import { renderValidateSarif } from "../../../src/report/validate-sarif.ts";
import { bundledSchema } from "../../../src/validate/bundled-schema.ts";
import { nodeFiles } from "../../../src/validate/files.ts";
import type { ValidateResult } from "../../../src/validate/result.ts";
import { validatePaths } from "../../../src/validate/validate-paths.ts";
import { CORPUS } from "../corpus.ts";
import { Oracle } from "../oracle.ts";
import type { Counts, SuiteOptions } from "../suite.ts";
import { githubProblem } from "./github.ts";
import { results } from "./results.ts";
import { sarifSchema } from "./sarif-schema.ts";

const FIXTURES = fileURLToPath(new URL("../../e2e/fixtures/validate", import.meta.url));

/**
 * What `validate` writes for other programs, as those read it: SARIF by its schema and by sarif-tools, JUnit by junitparser,
 * workflow commands by the rules of GitHub's runner.
 */
export async function run({ python, random, seed, print }: SuiteOptions): Promise<Counts> {
  const oracle = new Oracle(python, new URL("driver.py", import.meta.url));
  const isSarif = compile(sarifSchema());
  const counts = { passed: 0, failed: 0 };
  const check = async (name: string, result: ValidateResult): Promise<void> => {
    const problems = [
      await sarifProblem(renderValidateSarif(result), result, isSarif, oracle),
      await junitProblem(renderValidateJunit(result), result, oracle),
      githubProblem(renderValidateGithub(result), result),
    ];
    for (const problem of problems) {
      counts[problem === undefined ? "passed" : "failed"]++;
      if (problem !== undefined) print(`${name}: ${problem}`);
    }
  };
  try {
    const folders = [FIXTURES, ...(existsSync(CORPUS) ? [CORPUS] : [])].flatMap((root) =>
      readdirSync(root, { withFileTypes: true })
        .filter((entry) => entry.isDirectory())
        .map((entry) => join(root, entry.name)),
    );
    for (const folder of folders) {
      const result = await validateFolder(folder);
      if (result !== undefined) await check(folder, result);
    }
    print(`the files of ${folders.length} folders`);
    for (const result of fc.sample(results, { numRuns: random, seed })) await check(JSON.stringify(result), result);
    print(`${random} random results from seed ${seed}`);
    return counts;
  } finally {
    oracle.close();
  }
}

async function validateFolder(folder: string): Promise<ValidateResult | undefined> {
  const host = { files: nodeFiles, cwd: folder, home: homedir(), schemaFor: bundledSchema, readStdin: async () => "" };
  return await validatePaths([], { manifestLevel: "installed", type: undefined }, host).catch(() => undefined);
}

function compile(schema: object): ValidateFunction {
  // The schema has a pattern that is no regular expression with the Unicode flag.
  const ajv = new Ajv.default({ strict: false, unicodeRegExp: false });
  addFormats.default(ajv);
  return ajv.compile(schema);
}

async function sarifProblem(
  text: string,
  { diagnostics }: ValidateResult,
  isSarif: ValidateFunction,
  oracle: Oracle,
): Promise<string | undefined> {
  if (!isSarif(JSON.parse(text))) return `not SARIF: ${JSON.stringify(isSarif.errors?.[0])}`;
  const expected = diagnostics.map(({ code, severity, range }) => [code, severity, range.start.line]);
  return difference("SARIF", await oracle.ask({ kind: "sarif", text }), expected);
}

async function junitProblem(
  text: string,
  { files, diagnostics }: ValidateResult,
  oracle: Oracle,
): Promise<string | undefined> {
  const failed = new Set(diagnostics.filter(({ severity }) => severity === "error").map(({ file }) => file));
  const expected = { tests: files.length, failures: failed.size, cases: files.map(({ file }) => failed.has(file)) };
  return difference("JUnit", await oracle.ask({ kind: "junit", text }), expected);
}

function difference(format: string, read: unknown, expected: unknown): string | undefined {
  const [theirs, ours] = [JSON.stringify(read), JSON.stringify(expected)];
  return theirs === ours ? undefined : `${format} is read as ${theirs} instead of ${ours}`;
}
