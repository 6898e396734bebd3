import { dirname, join } from "node:path";
import { closest } from "../../text/closest.ts";
import type { Host } from "../rule.ts";
import type { PythonClass, PythonNames } from "./python-module.ts";

/** A Python class that a `kind` names, looked for beside the file: nothing is run. */
export type FoundClass =
  /** Not at hand: it may be installed, or where the gateway is. */
  | { readonly status: "elsewhere" }
  /** The module is not there, and one of nearly the same name is. */
  | { readonly status: "no-module"; readonly module: string; readonly near: string }
  | { readonly status: "no-class"; readonly file: string; readonly classes: readonly string[] }
  /** The class is undefined where the module has it from somewhere else. */
  | { readonly status: "found"; readonly file: string; readonly class: PythonClass | undefined };

const CLASS_PATH = /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+$/;
/** How many folders above the file are looked at: a config is in plugins/, or in a folder of its own. */
const MAX_ABOVE = 3;

/** Looks for the class of a kind in the folders that Python would be started in: the current one, and those above the file. */
export function findClass(kind: string, folder: string, host: Host): Promise<FoundClass> {
  return once(seenIn(host).classes, `${folder}\0${kind}`, () => lookFor(kind, folder, host));
}

async function lookFor(kind: string, folder: string, host: Host): Promise<FoundClass> {
  if (!CLASS_PATH.test(kind)) return { status: "elsewhere" };
  const segments = kind.split(".");
  const name = segments.pop() ?? "";
  const [top = ""] = segments;
  for (const root of rootsOf(folder, host.cwd)) {
    // A module at the top of a root may be anything.
    if (segments.length < 2 || (await kindAt(join(root, top), host)) !== "folder") continue;
    const file = await moduleFile(join(root, ...segments), host);
    if (file !== undefined) return inModule(file, name, host);
    const near = await nearModule(root, segments, host);
    if (near !== undefined) return { status: "no-module", module: segments.join("."), near: near.join(".") };
  }
  return { status: "elsewhere" };
}

function rootsOf(folder: string, cwd: string): ReadonlySet<string> {
  const roots = [cwd, folder];
  for (let count = 0; count < MAX_ABOVE; count++) roots.push(dirname(roots.at(-1) ?? folder));
  return new Set(roots);
}

async function moduleFile(base: string, host: Host): Promise<string | undefined> {
  for (const file of [`${base}.py`, join(base, "__init__.py")]) if ((await kindAt(file, host)) === "file") return file;
  return undefined;
}

/** The module that a mistyped one may have meant: where one part is not there, and one like it is. */
async function nearModule(
  root: string,
  segments: readonly string[],
  host: Host,
): Promise<readonly string[] | undefined> {
  let folder = root;
  for (const [index, segment] of segments.entries()) {
    if ((await kindAt(join(folder, segment), host)) === "folder") {
      folder = join(folder, segment);
      continue;
    }
    const guess = closest(segment, await modulesIn(folder, host));
    const near = guess === undefined ? segments : segments.with(index, guess);
    return near !== segments && (await moduleFile(join(root, ...near), host)) !== undefined ? near : undefined;
  }
  return undefined;
}

async function inModule(file: string, name: string, host: Host): Promise<FoundClass> {
  const names = await namesIn(file, host);
  const found = names?.classes.get(name);
  if (names === undefined || names.isOpen || found !== undefined || names.bound.has(name))
    return { status: "found", file, class: found };
  return { status: "no-class", file, classes: [...names.classes.keys()] };
}

interface Seen {
  readonly classes: Map<string, Promise<FoundClass>>;
  readonly kinds: Map<string, Promise<string | undefined>>;
  readonly folders: Map<string, Promise<readonly string[]>>;
  readonly modules: Map<string, Promise<PythonNames | undefined>>;
}

/** What was looked at in a run: many configs name the same plugins, and many plugins are in the same folders. */
const seenBy = new WeakMap<Host, Seen>();

function seenIn(host: Host): Seen {
  const seen = seenBy.get(host) ?? { classes: new Map(), kinds: new Map(), folders: new Map(), modules: new Map() };
  seenBy.set(host, seen);
  return seen;
}

/** What is known of a key; what is not known yet is looked up. */
function once<Value>(known: Map<string, Promise<Value>>, key: string, look: () => Promise<Value>): Promise<Value> {
  const value = known.get(key) ?? look();
  known.set(key, value);
  return value;
}

function kindAt(path: string, host: Host): Promise<string | undefined> {
  return once(seenIn(host).kinds, path, async () => (await host.files.stat(path))?.kind);
}

/** The names of the modules in a folder, and of what else is there. */
function modulesIn(folder: string, host: Host): Promise<readonly string[]> {
  const look = async () => (await host.files.list(folder)).map(({ name }) => name.replace(/\.py$/, ""));
  return once(seenIn(host).folders, folder, look);
}

function namesIn(file: string, host: Host): Promise<PythonNames | undefined> {
  return once(seenIn(host).modules, file, () => readNames(file, host));
}

async function readNames(file: string, host: Host): Promise<PythonNames | undefined> {
  let text: string;
  try {
    text = await host.files.readText(file);
  } catch {
    // What can't be read is not known.
    return undefined;
  }
  // The parser is loaded for the first module.
  const { namesOfModule } = await import("./python-module.ts");
  return namesOfModule(text);
}
