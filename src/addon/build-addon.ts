import { copyFile, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { failed } from "../errors.ts";
import { ioError } from "../files/io-error.ts";
import { readBytes } from "../files/read-text.ts";
import { sha256Of } from "../files/sha256.ts";
import type { AddonFacts } from "./abi.ts";
import { type CargoRequest, runCargo } from "./cargo.ts";
import { type AddonProblem, explainAddonProblem } from "./problem.ts";
import { addonFileName, platformTriple, tripleOfCargoTarget } from "./triple.ts";

export interface BuildRequest extends CargoRequest {
  /** The plugin's folder: the addon is put beside its manifest. */
  readonly folder: string;
  readonly slug: string;
}

/** A finished addon. */
export interface AddonBuild {
  readonly slug: string;
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly triple: string;
  readonly profile: "release" | "debug";
  /** What the addon says of itself; undefined when it was built for another platform and can't be asked. */
  readonly facts: AddonFacts | undefined;
}

/**
 * Builds a plugin's crate, puts the addon beside the manifest, and loads it once in a process of its own.
 *
 * @throws {ToolError} exit 4 with the compiler's own message, or with the reason why the new addon can't be loaded.
 */
export async function buildAddon(request: BuildRequest): Promise<AddonBuild> {
  const { folder, slug, profile, target } = request;
  const triple = target === undefined ? platformTriple() : (tripleOfCargoTarget(target) ?? target);
  const library = await runCargo(request);
  const file = join(folder, addonFileName(slug, triple));
  await replaceFile(library, file);
  const bytes = await readBytes(file);
  return {
    slug,
    file,
    bytes: bytes.length,
    sha256: sha256Of(bytes),
    triple,
    profile,
    facts: triple === platformTriple() ? await probeAddon(file) : undefined,
  };
}

/** Copies beside and renames: a process that has the old addon loaded keeps it. */
async function replaceFile(source: string, target: string): Promise<void> {
  const temporary = `${target}.${process.pid}.tmp`;
  try {
    if (!(await stat(dirname(target))).isDirectory()) throw new Error(`${dirname(target)} is not a folder`);
    await copyFile(source, temporary);
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw ioError("write", target, error);
  }
}

/** What the child process of {@link probeAddon} prints. */
export type ProbeAnswer = { readonly facts: AddonFacts } | { readonly problem: AddonProblem };

/** Loads an addon in a process of its own, so that a broken one can't take this one down. */
async function probeAddon(file: string): Promise<AddonFacts> {
  const script = new URL("probe-addon.js", import.meta.url);
  const child = await execa(process.execPath, [fileURLToPath(script), file], { reject: false });
  if (child.exitCode !== 0) {
    const how = child.signal === undefined ? `exit code ${child.exitCode}` : `signal ${child.signal}`;
    throw failed(`${file} was built, but loading it ended the process (${how})`, { details: child.stderr });
  }
  const answer = JSON.parse(child.stdout) as ProbeAnswer;
  if ("problem" in answer) throw failed(`the addon was built, but ${explainAddonProblem(answer.problem)}`);
  return answer.facts;
}
