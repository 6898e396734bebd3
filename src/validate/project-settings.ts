import type { Diagnostic } from "./diagnostic.ts";
import type { FileAccess } from "./files.ts";
import { shownPath } from "../files/shown-path.ts";
import { checkSettings, findSettings } from "./settings.ts";
import type { Severities } from "./severities.ts";
import { isUnreadable, unreadable } from "./unreadable.ts";

/** A settings file that was read. */
interface SettingsFile {
  readonly file: string;
  readonly text: string;
  readonly severities: Severities;
  readonly diagnostics: readonly Diagnostic[];
}

/** The settings of the projects that the checked files are in; each file is read once. */
export class ProjectSettings {
  readonly #files: FileAccess;
  readonly #cwd: string;
  readonly #read = new Map<string, Promise<SettingsFile>>();
  readonly #byFolder = new Map<string, Promise<Severities>>();
  readonly #wrong: SettingsFile[] = [];

  /** @param cwd The folder that shown paths start from. */
  constructor(files: FileAccess, cwd: string) {
    this.#files = files;
    this.#cwd = cwd;
  }

  /** What the settings for a folder say; a file that can't be read says nothing, and is one of the wrong ones. */
  async severitiesFor(folder: string): Promise<Severities> {
    return await once(this.#byFolder, folder, async () => {
      const path = await findSettings(folder, this.#files);
      if (path === undefined) return new Map();
      return (await once(this.#read, path, () => this.#readFile(path))).severities;
    });
  }

  async #readFile(path: string): Promise<SettingsFile> {
    const file = shownPath(path, this.#cwd);
    const settings = await this.#check(path, file);
    if (settings.diagnostics.length > 0) this.#wrong.push(settings);
    return settings;
  }

  async #check(path: string, file: string): Promise<SettingsFile> {
    try {
      const text = await this.#files.readText(path);
      return { file, text, ...checkSettings(text, file) };
    } catch (error) {
      if (!isUnreadable(error)) throw error;
      return { file, text: "", severities: new Map(), diagnostics: [unreadable(path, this.#cwd, error)] };
    }
  }

  /** The files with something wrong in them, by name. */
  wrong(): readonly SettingsFile[] {
    return this.#wrong.toSorted((a, b) => (a.file < b.file ? -1 : 1));
  }
}

/** What is under way is waited for: several files of a folder are checked at a time. */
async function once<Value>(
  known: Map<string, Promise<Value>>,
  key: string,
  make: () => Promise<Value>,
): Promise<Value> {
  const found = known.get(key) ?? make();
  known.set(key, found);
  return await found;
}
