import { basename, dirname, join } from "node:path";
import { shownPath } from "../files/shown-path.ts";
import { holdsHelm } from "../yaml/template/helm.ts";
import type { TargetToCheck, TargetType } from "./check-target.ts";
import { findEmbedded } from "./embedded.ts";
import type { FileAccess } from "./files.ts";
import type { Candidate } from "./find-files.ts";
import { hasPluginsKey, looksLikeConfig } from "./looks-like-config.ts";
import type { FileType } from "./rule.ts";

const MANIFEST = /^plugin-manifest\.ya?ml$/;
const CONFIG_NAME = /^config\.ya?ml$/;
const HOOKS_KEY = /^available_hooks\s*:/m;

/** A file that is to be checked. */
export interface Target extends TargetToCheck {
  /** Absolute. */
  readonly path: string;
}

/**
 * A file as what it is to be checked as; undefined when it was only found, and is not one to check or not of the wanted type.
 *
 * @param cwd the folder that shown paths start from
 * @throws {ToolError} exit 4 when it can't be read.
 */
export async function readTarget(
  { path, isNamed, text: given, problem }: Candidate,
  cwd: string,
  files: FileAccess,
  wanted: FileType | undefined,
): Promise<Target | undefined> {
  if (problem !== undefined) throw problem;
  const text = given ?? (await files.readText(path));
  const folder = dirname(path);
  // Helm has filled what comes from standard input.
  const helm = given === undefined && holdsHelm(text) && (await isInChart(folder, files));
  const target = { path, text, file: shownPath(path, cwd), folder, helm };
  const name = basename(path);
  if (isNamed) return { ...target, ...(wanted === undefined ? recogniseNamed(name, text) : { type: wanted }) };
  const found = recogniseFound(name, text, helm);
  return found === undefined || !isWanted(found.type, wanted) ? undefined : { ...target, ...found };
}

/** What a file is, and what was read to know it. */
type Recognised = Pick<TargetToCheck, "type" | "document" | "embedded">;

/** A file that the user names is a config, unless it is called or written like a manifest, or holds configs in block text. */
function recogniseNamed(name: string, text: string): Recognised {
  if (MANIFEST.test(name)) return { type: "manifest" };
  if (hasPluginsKey(text)) return { type: "config" };
  if (HOOKS_KEY.test(text)) return { type: "manifest" };
  return recogniseEmbedded(text) ?? { type: "config" };
}

/** What a file in a searched folder is: other YAML that happens to be there is left alone. */
function recogniseFound(name: string, text: string, helm: boolean): Recognised | undefined {
  if (MANIFEST.test(name)) return { type: "manifest" };
  const document = looksLikeConfig(text, { helm, mayBeEmpty: CONFIG_NAME.test(name) });
  return document === undefined ? recogniseEmbedded(text) : { type: "config", document };
}

function recogniseEmbedded(text: string): Recognised | undefined {
  const embedded = findEmbedded(text);
  return embedded.length === 0 ? undefined : { type: "embedded", embedded };
}

function isWanted(type: TargetType, wanted: FileType | undefined): boolean {
  return wanted === undefined || wanted === type || (wanted === "config" && type === "embedded");
}

/** Whether a folder is in a Helm chart, up to the root of its repository. */
async function isInChart(folder: string, files: FileAccess): Promise<boolean> {
  if ((await files.stat(join(folder, "Chart.yaml"))) !== undefined) return true;
  const parent = dirname(folder);
  const isRoot = parent === folder || (await files.stat(join(folder, ".git"))) !== undefined;
  return !isRoot && (await isInChart(parent, files));
}
