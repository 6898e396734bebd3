import { type FSWatcher, statSync, watch } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { codeOf, failed } from "../errors.ts";

/** Editors write a file in several steps; this long after the last one, all are done. In milliseconds. */
const QUIET_TIME = 100;

interface Watched {
  readonly watcher: FSWatcher;
  /** A folder that was replaced has the same name, and is another one. */
  readonly identity: string;
}

/**
 * Tells when something changes in one of several folders. Each is watched by itself: recursive watching takes all of
 * `node_modules` with it.
 */
export class FolderWatcher {
  readonly #watched = new Map<string, Watched>();
  #hasChanged = false;
  #onChange: () => void = () => {};

  /**
   * Watches these folders from now on, and no others; one that is not there is left out.
   *
   * @throws {ToolError} exit 4 when the system can't watch that many.
   */
  follow(folders: readonly string[]): void {
    const wanted = new Set(folders);
    for (const [folder, { watcher, identity }] of this.#watched) {
      if (wanted.has(folder) && identityOf(folder) === identity) continue;
      watcher.close();
      this.#watched.delete(folder);
    }
    for (const folder of wanted) if (!this.#watched.has(folder)) this.#watch(folder);
  }

  /** Waits until something has changed since the last call, and all is quiet again. False when the signal came first. */
  async next(signal: AbortSignal): Promise<boolean> {
    const note = (): void => this.#onChange();
    signal.addEventListener("abort", note);
    while (!this.#hasChanged && !signal.aborted) await this.#change();
    signal.removeEventListener("abort", note);
    while (this.#hasChanged && !signal.aborted) {
      this.#hasChanged = false;
      await setTimeout(QUIET_TIME);
    }
    return !signal.aborted;
  }

  close(): void {
    for (const { watcher } of this.#watched.values()) watcher.close();
    this.#watched.clear();
  }

  async #change(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#onChange = resolve;
    });
  }

  #note(): void {
    this.#hasChanged = true;
    this.#onChange();
  }

  #watch(folder: string): void {
    const identity = identityOf(folder);
    if (identity === undefined) return;
    try {
      const watcher = watch(folder, () => this.#note());
      // On some systems, a folder that goes away is an error.
      watcher.on("error", () => this.#note());
      this.#watched.set(folder, { watcher, identity });
    } catch (error) {
      if (codeOf(error) === "ENOENT") return;
      const isLimit = codeOf(error) === "ENOSPC" || codeOf(error) === "EMFILE";
      const hint = isLimit ? { hint: "The system watches no more folders: name fewer of them." } : {};
      throw failed(`cannot watch ${folder}`, { cause: error, ...hint });
    }
  }
}

/** The number of a folder that is gone goes to the next one. */
function identityOf(folder: string): string | undefined {
  const facts = statSync(folder, { throwIfNoEntry: false, bigint: true });
  return facts === undefined ? undefined : `${facts.ino} ${facts.birthtimeNs}`;
}
