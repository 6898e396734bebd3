import { mkdir, readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { codeOf, failed, notFound, usageError } from "../../errors.ts";
import { ioError } from "../../files/io-error.ts";
import { readText } from "../../files/read-text.ts";
import { writeAtomic } from "../../files/write-atomic.ts";
import { withGuess } from "../../text/did-you-mean.ts";
import { formatBaseline, parseBaseline } from "./file.ts";
import type { Baseline, Yard } from "./record.ts";

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const EXTENSION = ".json";

/**
 * Where the baselines of a plugin are kept: one folder for each pair that is timed in turns, for their times don't compare.
 *
 * @param project the folder of the project: that of a plugin of one's own, or the current one for a bundled plugin.
 */
export function baselineFolder(project: string, plugin: string, { subject, reference }: Yard): string {
  return join(project, ".mcpplugins", "bench", plugin, `${subject}-against-${reference}`);
}

/** @throws {ToolError} exit 2 for a name that can't be that of a file everywhere. */
export function checkBaselineName(name: string): void {
  if (NAME.test(name)) return;
  throw usageError(`'${name}' is no name for a baseline`, {
    hint: "Use letters, digits, dots, dashes and underscores, a letter or a digit first, at most 64.",
  });
}

/**
 * Reads a baseline.
 *
 * @throws {ToolError} exit 3 when there is none of this name; exit 4 when it is damaged, or of another plugin.
 */
export async function loadBaseline(
  folder: string,
  name: string,
  { plugin, subject, reference }: Yard & { readonly plugin: string },
): Promise<Baseline> {
  checkBaselineName(name);
  const path = join(folder, name + EXTENSION);
  const saved = await listBaselines(folder);
  if (!saved.includes(name)) {
    throw notFound(withGuess(`plugin '${plugin}' has no baseline '${name}': there is no ${path}`, name, saved), {
      ...(saved.length === 0 ? {} : { details: saved.join("\n") }),
      hint: `Save one with --save-baseline ${name}, on the code to compare with.`,
    });
  }
  const baseline = parseBaseline(await readText(path), path);
  if (baseline.plugin.name !== plugin) {
    throw failed(`${path} is a baseline of plugin '${baseline.plugin.name}', not of '${plugin}'`);
  }
  if (baseline.subject !== subject || baseline.reference !== reference) {
    const [found, wanted] = [baseline, { subject, reference }].map((of) => `${of.subject} against ${of.reference}`);
    throw failed(`${path} is a baseline of ${found}, not of ${wanted}`);
  }
  return baseline;
}

/**
 * Writes a baseline whole or not at all; one of the same name is replaced.
 *
 * @returns the path of its file
 * @throws {ToolError} exit 4 when it can't be written.
 */
export async function saveBaseline(folder: string, baseline: Baseline): Promise<string> {
  checkBaselineName(baseline.name);
  const path = join(folder, baseline.name + EXTENSION);
  try {
    await mkdir(dirname(path), { recursive: true });
  } catch (error) {
    throw ioError("create", dirname(path), error);
  }
  await writeAtomic(path, formatBaseline(baseline));
  return path;
}

async function listBaselines(folder: string): Promise<readonly string[]> {
  try {
    const files = await readdir(folder);
    const names = files.filter((file) => file.endsWith(EXTENSION)).map((file) => file.slice(0, -EXTENSION.length));
    return names.filter((name) => NAME.test(name)).sort();
  } catch (error) {
    if (codeOf(error) === "ENOENT") return [];
    throw ioError("list", folder, error);
  }
}
