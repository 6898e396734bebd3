import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { copyCheckout, writeCompiled } from "./checkout.ts";
import { MUTANTS, type Mutant } from "./mutants.ts";

export interface SelftestOptions {
  /** The root of the checkout; it is built, addons too. */
  readonly root: string;
  readonly seed: number;
  /** Only mutants whose file or name holds this. */
  readonly only: string;
  readonly print: (line: string) => void;
}

/** A mutant that was found, with the first case that shows it. */
interface Found {
  readonly where: string;
  /** Characters of text in the payloads of the case. */
  readonly characters: number;
}

/** How long one mutant is searched for, and with how many processes. */
const SECONDS = 15;
const WORKERS = 2;
/** So many of 30 have to be found. */
const LEAST_FOUND = 29;
/** So many characters the median case may have. */
const MOST_CHARACTERS = 40;

/** Fast enough to search with, and quick to build again after a change of one file. */
const QUICK_RELEASE = {
  CARGO_PROFILE_RELEASE_LTO: "off",
  CARGO_PROFILE_RELEASE_CODEGEN_UNITS: "16",
  CARGO_PROFILE_RELEASE_INCREMENTAL: "true",
  CARGO_PROFILE_RELEASE_OPT_LEVEL: "2",
};

/** Plants each mutant in a copy of the checkout and lets `diff-test` find it. Returns whether enough of them were found. */
export async function run({ root, seed, only, print }: SelftestOptions): Promise<boolean> {
  const mutants = MUTANTS.filter(({ file, name }) => file.includes(only) || name.includes(only));
  for (const mutant of mutants) checkText(root, mutant);
  const copy = mkdtempSync(join(tmpdir(), "mcpplugins-selftest-"));
  try {
    copyCheckout(root, copy);
    const sizes: number[] = [];
    for (const mutant of mutants) {
      const found = await searchFor(mutant, root, copy, seed);
      if (found !== undefined) sizes.push(found.characters);
      const outcome =
        found === undefined ? "MISSED" : `found at ${found.where}, ${found.characters} characters of payload`;
      print(`${mutant.plugin}: ${mutant.name}: ${outcome}`);
    }
    return judge(mutants.length, sizes, print);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** A mutant whose text is gone would be one that nobody can find. */
function checkText(root: string, { name, file, before }: Mutant): void {
  const parts = readFileSync(join(root, file), "utf8").split(before).length;
  if (parts !== 2) throw new Error(`'${name}' needs its text once in ${file}, where it is ${parts - 1} times`);
}

async function searchFor(mutant: Mutant, root: string, copy: string, seed: number): Promise<Found | undefined> {
  const { file, before, after } = mutant;
  const original = readFileSync(join(root, file), "utf8");
  // As a function, for a text with $ in it.
  const changed = original.replace(before, () => after);
  if (!file.endsWith(".rs")) {
    writeCompiled(copy, file, changed);
    const found = await diffTest(mutant, copy, seed);
    writeCompiled(copy, file, original);
    return found;
  }
  writeFileSync(join(copy, file), changed);
  await execa(process.execPath, ["bin/mcpplugins.js", "build", mutant.plugin], {
    cwd: copy,
    // A target folder that is set already has the dependencies built.
    env: { CARGO_TARGET_DIR: join(copy, "target"), ...process.env, ...QUICK_RELEASE },
  });
  const found = await diffTest(mutant, copy, seed);
  writeFileSync(join(copy, file), original);
  const plugin = join("dist", "plugins", mutant.plugin);
  cpSync(join(root, plugin), join(copy, plugin), { recursive: true });
  return found;
}

interface Report {
  readonly differences: readonly {
    readonly where: string;
    readonly case: { readonly payload: unknown; readonly before: readonly { readonly payload: unknown }[] };
  }[];
}

async function diffTest({ plugin }: Mutant, copy: string, seed: number): Promise<Found | undefined> {
  const args = ["--time", SECONDS, "--workers", WORKERS, "--seed", seed, "--no-save", "--format", "json"].map(String);
  const { exitCode, stdout, stderr } = await execa(
    process.execPath,
    ["bin/mcpplugins.js", "diff-test", plugin, ...args],
    {
      cwd: copy,
      reject: false,
    },
  );
  if (exitCode !== 0 && exitCode !== 1) throw new Error(`diff-test failed: ${stderr}`);
  const { reports } = JSON.parse(stdout) as { reports: readonly Report[] };
  const [first] = reports.flatMap(({ differences }) => differences);
  if (first === undefined) return undefined;
  const payloads = [first.case.payload, ...first.case.before.map(({ payload }) => payload)];
  return { where: first.where, characters: payloads.reduce((sum: number, each) => sum + charactersIn(each), 0) };
}

function charactersIn(data: unknown): number {
  if (typeof data === "string") return data.length;
  if (typeof data !== "object" || data === null) return 0;
  return Object.values(data).reduce((sum: number, each) => sum + charactersIn(each), 0);
}

function judge(count: number, sizes: readonly number[], print: (line: string) => void): boolean {
  const sorted = sizes.toSorted((a, b) => a - b);
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0;
  print(`${sizes.length} of ${count} mutants found; the median case has ${median} characters of payload`);
  const missed = count - sizes.length;
  return missed <= MUTANTS.length - LEAST_FOUND && median <= MOST_CHARACTERS;
}
