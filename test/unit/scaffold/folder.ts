import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";

/** A folder with these files, removed after the test. */
export function folderOf(files: Readonly<Record<string, string>> = {}): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "mcpplugins-scaffold-")));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** Every file below a folder with its text, and every folder with a name that ends with a slash. */
export function contentsOf(folder: string, prefix = ""): Record<string, string> {
  const contents: Record<string, string> = {};
  for (const name of readdirSync(join(folder, prefix)).sort()) {
    const path = `${prefix}${name}`;
    if (!statSync(join(folder, path)).isDirectory()) contents[path] = readFileSync(join(folder, path), "utf8");
    else Object.assign(contents, { [`${path}/`]: "" }, contentsOf(folder, `${path}/`));
  }
  return contents;
}
