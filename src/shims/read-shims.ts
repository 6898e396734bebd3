import { join } from "node:path";
import type { RepositoryFiles } from "../catalog/read-repository.ts";
import { MANAGED_ROOT, moduleName } from "../catalog/repository.ts";
import { notFound } from "../errors.ts";
import { Lines } from "../yaml/lines.ts";
import { classifyModule } from "./classify.ts";
import { BEHAVIOURS, type Behaviour, isBehaviour, type Part, PARTS } from "./part.ts";
import type { Stretch } from "./stretch.ts";

/** A stretch of a shim, in one of its files. */
export interface ShimStretch extends Stretch {
  /** From the root of the repository, with `/`. */
  readonly file: string;
}

/** The Python side of a managed plugin. */
export interface Shim {
  readonly slug: string;
  readonly files: readonly ShimFile[];
  /** Lines of code by what they are for. */
  readonly parts: Readonly<Record<Part, number>>;
  /** thin: the framework's ABI and log lines alone. behaviour: something that the plugin itself does. */
  readonly kind: "thin" | "behaviour";
  /** The behaviour that is in it. */
  readonly behaviours: readonly Behaviour[];
  readonly stretches: readonly ShimStretch[];
}

export interface ShimFile {
  /** From the root of the repository, with `/`. */
  readonly file: string;
  /** All lines, with blank ones and comments. */
  readonly lines: number;
}

/**
 * Classifies the Python shims of the managed plugins of a repository, sorted by slug.
 *
 * @param root Absolute.
 * @throws {ToolError} exit 3 when there are no managed plugins, exit 4 when a file can't be read.
 */
export async function readShims(root: string, files: RepositoryFiles): Promise<readonly Shim[]> {
  const shims: Shim[] = [];
  for (const { slug, sources } of await readSources(root, files)) {
    if (sources.length > 0) shims.push(toShim(slug, sources));
  }
  if (shims.length > 0) return shims;
  throw notFound(`there are no managed plugins with a Python package in ${root}`, {
    hint: `They are looked for in ${MANAGED_ROOT}/<slug>/cpex_<slug>.`,
  });
}

interface Source {
  readonly file: string;
  readonly text: string;
}

interface PluginSources {
  readonly slug: string;
  readonly sources: readonly Source[];
}

async function readSources(root: string, files: RepositoryFiles): Promise<readonly PluginSources[]> {
  if ((await files.stat(join(root, MANAGED_ROOT)))?.kind !== "folder") return [];
  const plugins: PluginSources[] = [];
  for (const { name: slug } of await files.list(join(root, MANAGED_ROOT))) {
    plugins.push({ slug, sources: await pythonBelow(root, `${MANAGED_ROOT}/${slug}/${moduleName(slug)}`, files) });
  }
  return plugins;
}

async function pythonBelow(root: string, folder: string, files: RepositoryFiles): Promise<readonly Source[]> {
  if ((await files.stat(join(root, folder)))?.kind !== "folder") return [];
  const sources: Source[] = [];
  for (const { name, kind } of await files.list(join(root, folder))) {
    const file = `${folder}/${name}`;
    if (kind !== "folder" && name.endsWith(".py")) sources.push({ file, text: await files.readText(join(root, file)) });
    // A link could lead back here.
    else if (kind === "folder" && name !== "__pycache__") sources.push(...(await pythonBelow(root, file, files)));
  }
  return sources;
}

function toShim(slug: string, sources: readonly Source[]): Shim {
  const stretches = sources.flatMap(({ file, text }) =>
    Array.from(classifyModule(text), (stretch): ShimStretch => ({ file, ...stretch })),
  );
  const parts = Object.fromEntries(PARTS.map((part) => [part, countLines(stretches, part)])) as Record<Part, number>;
  const behaviours = BEHAVIOURS.filter((part) => parts[part] > 0);
  return {
    slug,
    files: sources.map(({ file, text }) => ({ file, lines: lineCount(text) })),
    parts,
    kind: behaviours.length === 0 ? "thin" : "behaviour",
    behaviours,
    stretches: stretches.filter(({ part }) => isBehaviour(part)),
  };
}

function countLines(stretches: readonly Stretch[], part: Part): number {
  return stretches.filter((stretch) => stretch.part === part).reduce((sum, { lines }) => sum + lines, 0);
}

/** A last line without a line break counts; what follows the last line break does not. */
function lineCount(text: string): number {
  const { count } = new Lines(text);
  return text === "" || /[\r\n]$/.test(text) ? count - 1 : count;
}
