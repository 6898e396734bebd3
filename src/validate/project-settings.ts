import type { Diagnostic } from "./diagnostic.ts";
import type { FileAccess } from "./files.ts";
import { shownPath } from "../files/shown-path.ts";
import { checkSettings, findSettings } from "./settings.ts";
import type { Severities } from "./severities.ts";

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
  readonly #read = new Map<string, SettingsFile>();

  /** @param cwd The folder that shown paths start from. */
  constructor(files: FileAccess, cwd: string) {
    this.#files = files;
    this.#cwd = cwd;
  }

  /** @throws {ToolError} exit 4 when a settings file can't be read. */
  async severitiesFor(folder: string): Promise<Severities> {
    const path = await findSettings(folder, this.#files);
    if (path === undefined) return new Map();
    const known = this.#read.get(path);
    if (known !== undefined) return known.severities;
    const text = await this.#files.readText(path);
    const file = shownPath(path, this.#cwd);
    const settings = { file, text, ...checkSettings(text, file) };
    this.#read.set(path, settings);
    return settings.severities;
  }

  /** The files with something wrong in them. */
  wrong(): readonly SettingsFile[] {
    return [...this.#read.values()].filter(({ diagnostics }) => diagnostics.length > 0);
  }
}
