import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { checkFile, type FileChecks, type FileToCheck } from "../../../src/validate/check-file.ts";
import type { Diagnostic } from "../../../src/validate/diagnostic.ts";
import { FIX_LEVELS, type FixLevel } from "../../../src/validate/fix.ts";
import { fixFile } from "../../../src/validate/fix-file.ts";
import { nodeFiles } from "../../../src/validate/files.ts";
import { MANAGED_PLUGINS } from "../../../src/validate/model/managed/index.ts";
import type { ManagedPlugin } from "../../../src/validate/model/managed/managed-plugin.ts";
import type { ManifestLevel } from "../../../src/validate/model/manifest-model.ts";
import { FILES } from "../config/cases/files.ts";
import { PLUGINS } from "../config/cases/plugins.ts";
import { TRANSPORTS } from "../config/cases/transports.ts";
import { configs } from "../config/generate.ts";
import { CORPUS } from "../corpus.ts";
import { Oracle } from "../oracle.ts";
import type { Counts, SuiteOptions } from "../suite.ts";
import { CONFIGS, MANIFESTS } from "./bases.ts";
import { type Claim, CLAIMS } from "./claims.ts";
import { managedConfigFiles } from "./managed-configs.ts";
import { mutations } from "./mutate.ts";
import { Schemas } from "./schemas.ts";

const FIXTURES = fileURLToPath(new URL("../../e2e/fixtures/validate/", import.meta.url));

type Kind = "config" | ManifestLevel;
interface Verdict {
  /** A Python module that is not there. */
  readonly missing?: string;
  readonly error?: string;
  /** Whether a plugin changed a call. */
  readonly called?: boolean;
  /** What CPEX makes of a file that it takes. */
  readonly loaded?: string;
}

/**
 * Validates the same files as CPEX loads: an error is found exactly where it refuses the file. Where a file has safe fixes, CPEX
 * must load the same after them; where it has others, CPEX must still load it. The JSON Schemas must take what the structural rules
 * take. The plugins of IBM/cpex-plugins that are installed must refuse the same of their own settings.
 */
export async function run({ python, random, seed, print }: SuiteOptions): Promise<Counts> {
  const oracle = new Oracle(python, new URL("driver.py", import.meta.url));
  const folder = mkdtempSync(join(tmpdir(), "validate-conformance-"));
  const counts = { passed: 0, failed: 0 };
  const fixes = { safe: 0, unsafe: 0 };
  const schemas = new Schemas();
  let compared = 0;
  const check = async (name: string, text: string, kind: Kind): Promise<void> => {
    const path = join(folder, "file.yaml");
    const ask = async (content: string): Promise<Verdict> => {
      writeFileSync(path, content);
      return (await oracle.ask({ path, kind })) as Verdict;
    };
    const theirs = await ask(text);
    const count = (difference: string | undefined): void => {
      counts[difference === undefined ? "passed" : "failed"]++;
      if (difference !== undefined) print(`${kind} ${name}: ${difference}`);
    };
    const found = await checkFile(fileOf(text, kind, folder), checksOf(kind, folder));
    count(compare(theirs, verdictOf(found)));
    const bySchema = schemas.compare(text, kind, found);
    if (bySchema !== false) {
      compared++;
      count(bySchema);
    }
    for (const level of FIX_LEVELS) {
      const fixed = await fix(text, kind, folder, level);
      if (fixed === text) continue;
      fixes[level]++;
      if ((await fix(fixed, kind, folder, level)) !== fixed) count(`fixed twice (${level}) is not fixed once`);
      count(compareFixed(theirs, await ask(fixed), level));
    }
  };
  /** The module that is not there, where the plugin is not installed. */
  const checkManaged = async (slug: string, plugin: ManagedPlugin): Promise<string | undefined> => {
    const path = join(folder, "plugin.yaml");
    for (const text of fc.sample(managedConfigFiles(slug, plugin), { numRuns: random, seed })) {
      writeFileSync(path, text);
      const theirs = (await oracle.ask({ path, kind: "plugin" })) as Verdict;
      if (theirs.missing !== undefined) return theirs.missing;
      const difference = compare(
        theirs,
        verdictOf(await checkFile(fileOf(text, "config", folder), checksOf("config", folder)), "with plugins"),
      );
      counts[difference === undefined ? "passed" : "failed"]++;
      if (difference !== undefined) print(`${text}${difference}`);
    }
    return undefined;
  };
  const checkClaim = async ({ text, code, called }: Claim): Promise<void> => {
    const path = join(folder, "call.yaml");
    writeFileSync(path, text);
    const theirs = (await oracle.ask({ path, kind: "call" })) as Verdict;
    const found = await checkFile(fileOf(text, "config", folder), checksOf("config", folder));
    const codes = found.map((one) => one.code).join(" ");
    const isRight = theirs.called === called && codes === (code ?? "");
    counts[isRight ? "passed" : "failed"]++;
    if (!isRight) print(`${text}  CPEX: ${JSON.stringify(theirs)}\n  here: ${codes}`);
  };
  try {
    const written = [...FILES, ...PLUGINS, ...TRANSPORTS].filter(({ differs }) => differs !== true);
    for (const { name, text } of written) await check(name, text, "config");
    for (const text of CONFIGS) await check(JSON.stringify(text), text, "config");
    for (const text of MANIFESTS) await check(JSON.stringify(text), text, "installed");
    print(`${written.length + CONFIGS.length + MANIFESTS.length} written files`);
    for (const { name, text } of fc.sample(configs, { numRuns: random, seed })) {
      if (!/\{[{%#]/.test(text)) await check(name, text, "config");
    }
    const mutants = [
      [CONFIGS, "config"],
      [MANIFESTS, "installed"],
      [MANIFESTS, "strict"],
    ] as const;
    for (const [bases, kind] of mutants) {
      for (const text of fc.sample(mutations(bases), { numRuns: random, seed })) {
        await check(JSON.stringify(text), text, kind);
      }
    }
    print(`${random} random and 3 times ${random} mutated files from seed ${seed}`);
    const files = [FIXTURES, ...(existsSync(CORPUS) ? [CORPUS] : [])].flatMap((root) =>
      readdirSync(root, { recursive: true, encoding: "utf8" })
        .filter((file) => /\.(ya?ml|j2)$/.test(file))
        .sort()
        .map((file) => ({ file, text: readFileSync(join(root, file), "utf8") })),
    );
    for (const claim of CLAIMS) await checkClaim(claim);
    print(`${CLAIMS.length} configs whose plugins are called`);
    for (const [slug, load] of Object.entries(MANAGED_PLUGINS)) {
      const missing = await checkManaged(slug, await load());
      if (missing !== undefined) print(`cpex_${slug} is not checked: ${missing} is not installed`);
    }
    print(`${random} random configs of each managed plugin`);
    for (const { file, text } of files) {
      const kinds: readonly Kind[] = file.includes("manifest") ? ["installed", "strict"] : ["config"];
      for (const kind of kinds) await check(file, text, kind);
    }
    print(`${files.length} files of the fixtures and the corpus`);
    print(`${compared} files also by their JSON Schema`);
    print(`${fixes.safe} files with safe fixes, ${fixes.unsafe} with any`);
    return counts;
  } finally {
    oracle.close();
    rmSync(folder, { recursive: true });
  }
}

const OURS: ReadonlySet<string> = new Set(["manifest/implementations"]);
const OF_PLUGINS = "plugin-config/invalid";

/** The first error, without those that are not CPEX's: of our part of a manifest, and, where they are not asked, of the plugins. */
function verdictOf(found: readonly Diagnostic[], asked?: "with plugins"): Verdict {
  const first = found.find(
    ({ severity, code }) => severity === "error" && !OURS.has(code) && (code !== OF_PLUGINS || asked !== undefined),
  );
  return first === undefined
    ? {}
    : { error: `${first.range.start.line}:${first.range.start.column} ${first.code} ${first.message}` };
}

async function fix(text: string, kind: Kind, folder: string, level: FixLevel): Promise<string> {
  return (await fixFile(fileOf(text, kind, folder), level, checksOf(kind, folder))).text;
}

function fileOf(text: string, kind: Kind, folder: string): FileToCheck {
  return { text, type: kind === "config" ? "config" : "manifest", file: "file.yaml", folder };
}

function checksOf(kind: Kind, folder: string): FileChecks {
  const host = { files: nodeFiles, cwd: folder, home: homedir() };
  return { host, level: kind === "config" ? "installed" : kind, schemaFor: async () => undefined };
}

/** A file that was refused may be anything after a fix. */
function compareFixed(before: Verdict, after: Verdict, level: FixLevel): string | undefined {
  if (before.loaded === undefined) return undefined;
  if (after.loaded === undefined) return `refused after ${level} fixes: ${after.error?.slice(0, 300)}`;
  if (level === "unsafe" || after.loaded === before.loaded) return undefined;
  return `loaded as something else after safe fixes:\n  before: ${before.loaded}\n  after: ${after.loaded}`;
}

function compare(theirs: Verdict, ours: Verdict): string | undefined {
  if ((theirs.error === undefined) === (ours.error === undefined)) return undefined;
  const say = ({ error }: Verdict): string => error?.slice(0, 300) ?? "accepted";
  return `\n  CPEX: ${say(theirs)}\n  here: ${say(ours)}`;
}
