import { basename, join, resolve } from "node:path";
import { failed, notFound } from "../errors.ts";
import { shownPath } from "../files/shown-path.ts";
import { parseYaml } from "../yaml/document.ts";
import { entryOf } from "../yaml/node.ts";
import { YAML_LIMITS } from "../yaml/limits.ts";
import type { FileAccess } from "./files.ts";
import type { FileType } from "./rule.ts";

/** A file that is to be checked. */
export interface Target {
  /** Absolute. */
  readonly path: string;
  /** As it is shown: from the current folder where it is below that. */
  readonly file: string;
  readonly type: FileType;
  readonly text: string;
}

const MANIFEST = /^plugin-manifest\.ya?ml$/;
const YAML = /\.ya?ml$/;
const CONFIG_NAME = /^config\.ya?ml$/;
const PLUGINS_KEY = /^(?:plugins|"plugins"|'plugins')\s*:/m;
const KIND_KEY = /^\s*(?:-\s+)?kind\s*:/m;
const HOOKS_KEY = /^available_hooks\s*:/m;
/** Folders that hold nobody's own files. */
const SKIPPED = new Set(["node_modules", "target", "dist", ".git", ".venv", "__pycache__"]);

/**
 * The file that a path names, or the manifests and configs below it when it is a folder.
 *
 * @throws {ToolError} exit 3 when there is nothing at the path, exit 4 when a file can't be read.
 */
export async function findTargets(
  given: string,
  cwd: string,
  files: FileAccess,
  type: FileType | undefined,
): Promise<readonly Target[]> {
  const path = resolve(cwd, given);
  const facts = await files.stat(path);
  if (facts === undefined) throw notFound(`there is no file or folder ${given}`);
  if (facts.kind === "folder") return await search(path, cwd, files, type);
  if (facts.size > YAML_LIMITS.length * 4) throw failed(`${given} is too large to be a config: ${facts.size} bytes`);
  const text = await files.readText(path);
  return [{ path, file: shownPath(path, cwd), text, type: type ?? typeOfNamed(basename(path), text) }];
}

/** A file that the user names is a config, unless it is called or written like a manifest. */
export function typeOfNamed(name: string, text: string): FileType {
  return MANIFEST.test(name) || (HOOKS_KEY.test(text) && !PLUGINS_KEY.test(text)) ? "manifest" : "config";
}

async function search(
  folder: string,
  cwd: string,
  files: FileAccess,
  wanted: FileType | undefined,
): Promise<readonly Target[]> {
  const targets: Target[] = [];
  for (const { name, kind } of await files.list(folder)) {
    const path = join(folder, name);
    if (kind === "folder" && !SKIPPED.has(name)) targets.push(...(await search(path, cwd, files, wanted)));
    if (!YAML.test(name) || kind === "folder" || kind === "other") continue;
    // A link may lead anywhere, and one to a folder could lead back here.
    const facts = await files.stat(path);
    if (facts?.kind !== "file" || facts.size > YAML_LIMITS.length) continue;
    const text = await files.readText(path);
    const type = typeOfFound(name, text);
    if (type !== undefined && (wanted ?? type) === type) targets.push({ path, file: shownPath(path, cwd), type, text });
  }
  return targets;
}

/** What a file in a searched folder is: other YAML that happens to be there is left alone. */
function typeOfFound(name: string, text: string): FileType | undefined {
  if (MANIFEST.test(name)) return "manifest";
  if (!PLUGINS_KEY.test(text)) return undefined;
  const { root } = parseYaml(text, { templates: true });
  if (root === undefined) return KIND_KEY.test(text) ? "config" : undefined;
  const list = entryOf(root, "plugins")?.value;
  if (list?.kind !== "list") return undefined;
  const named = list.items.some(
    ({ value }) => entryOf(value, "name") !== undefined || entryOf(value, "kind") !== undefined,
  );
  return named || (CONFIG_NAME.test(name) && list.items.length === 0) ? "config" : undefined;
}
