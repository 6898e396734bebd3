import { randomBytes } from "node:crypto";
import { mkdir, readdir, rename, rm, rmdir, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { codeOf } from "../errors.ts";
import { ioError } from "../files/io-error.ts";
import type { PlannedFile, ProjectPlan } from "./plan.ts";

export interface WriteOptions {
  /** Stops between two files; what was written is taken back. */
  readonly signal?: AbortSignal | undefined;
  /** Proves the written project in the folder that it is given; when it throws, the project is taken back. */
  readonly prove?: ((folder: string) => Promise<void>) | undefined;
}

/**
 * Writes a project, all of it or nothing. A new folder is written beside its place and renamed into it; a folder that is
 * there is filled file by file, and on failure gets back what it had.
 *
 * @throws {ToolError} exit 4 when a file can't be written.
 */
export async function writeProject(plan: ProjectPlan, options: WriteOptions = {}): Promise<void> {
  await (plan.exists ? fillFolder(plan, options) : createFolder(plan, options));
}

async function createFolder({ folder, files }: ProjectPlan, { signal, prove }: WriteOptions): Promise<void> {
  const parent = dirname(folder);
  const stage = join(parent, `.${basename(folder)}.${randomBytes(4).toString("hex")}.tmp`);
  let firstMade: string | undefined;
  try {
    firstMade = await makeFolder(parent);
    await makeFolder(stage);
    for (const { path, content } of files) {
      signal?.throwIfAborted();
      await makeFolder(dirname(join(stage, path)));
      await createFile(join(stage, path), content);
    }
    await prove?.(stage);
    signal?.throwIfAborted();
    await rename(stage, folder).catch((error: unknown) => {
      throw ioError("create", folder, error);
    });
  } catch (error) {
    await removeFolder(stage);
    if (firstMade !== undefined) await removeEmpty(parent, firstMade);
    throw error;
  }
}

async function fillFolder(plan: ProjectPlan, { signal, prove }: WriteOptions): Promise<void> {
  const journal = new Journal();
  try {
    for (const file of plan.files) {
      signal?.throwIfAborted();
      await journal.write(plan.folder, file);
    }
    await prove?.(plan.folder);
    signal?.throwIfAborted();
  } catch (error) {
    await journal.rollBack();
    await removeAddons(plan);
    throw error;
  }
  await journal.commit();
}

/** What was done to a folder, so that it can be undone. */
class Journal {
  readonly #folders: string[] = [];
  readonly #files: string[] = [];
  readonly #backups: { readonly path: string; readonly backup: string }[] = [];

  async write(folder: string, { path, content, action }: PlannedFile): Promise<void> {
    if (action === "keep") return;
    const target = join(folder, path);
    const made = await makeFolder(dirname(target));
    if (made !== undefined) this.#folders.push(made);
    if (action === "overwrite") await this.#setAside(target);
    await createFile(target, content);
    this.#files.push(target);
  }

  async #setAside(path: string): Promise<void> {
    const backup = join(dirname(path), `.${basename(path)}.${randomBytes(4).toString("hex")}.bak`);
    try {
      await rename(path, backup);
    } catch (error) {
      throw ioError("rename", path, error);
    }
    this.#backups.push({ path, backup });
  }

  async commit(): Promise<void> {
    for (const { backup } of this.#backups) await rm(backup, { recursive: true, force: true });
  }

  async rollBack(): Promise<void> {
    for (const file of this.#files) await rm(file, { force: true });
    for (const folder of this.#folders) await removeFolder(folder);
    for (const { path, backup } of this.#backups) await rename(backup, path);
  }
}

/** Proving a project puts its addon beside the manifest. */
async function removeAddons({ folder, answers, strangers }: ProjectPlan): Promise<void> {
  for (const name of await readdir(folder)) {
    const isAddon = name.startsWith(`${answers.name}.`) && name.endsWith(".node");
    if (isAddon && !strangers.includes(name)) await rm(join(folder, name), { force: true });
  }
}

/** Returns the topmost folder that had to be made. */
async function makeFolder(path: string): Promise<string | undefined> {
  try {
    return await mkdir(path, { recursive: true });
  } catch (error) {
    throw ioError("create", path, error);
  }
}

/** Fails when the file is there: nothing is overwritten that was not planned to be. Leaves no half of a file. */
async function createFile(path: string, content: Uint8Array): Promise<void> {
  try {
    await writeFile(path, content, { flag: "wx" });
  } catch (error) {
    if (codeOf(error) !== "EEXIST") await rm(path, { force: true });
    throw ioError("write", path, error);
  }
}

/** Tries for some seconds: the compilers of an interrupted build may still be writing their last files. */
async function removeFolder(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}

/** Removes the folders from `last` up to `first`, as far as they are empty. */
async function removeEmpty(last: string, first: string): Promise<void> {
  for (let folder = last; folder.length >= first.length; folder = dirname(folder)) {
    try {
      await rmdir(folder);
    } catch {
      return;
    }
  }
}
