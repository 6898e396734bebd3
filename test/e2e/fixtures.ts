import { cpSync, mkdtempSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { root } from "./command.ts";

export const fixtures = fileURLToPath(new URL("fixtures", import.meta.url));

export function temporaryFolder(): string {
  return realpathSync(mkdtempSync(join(tmpdir(), "mcpplugins-e2e-")));
}

/** Copies a fixture with a crate, that finds the toolkit's crate from anywhere, and without what was built in it. */
export function copyCrate(name: string, to: string): void {
  const isSource = (path: string): boolean => basename(path) !== "target" && !path.endsWith(".node");
  cpSync(join(fixtures, name), to, { recursive: true, filter: isSource });
  const manifest = join(to, "native", "Cargo.toml");
  const ours = JSON.stringify(join(root, "native", "crates", "plugin-abi"));
  writeFileSync(manifest, readFileSync(manifest, "utf8").replace(/path = "[^"]*plugin-abi"/, `path = ${ours}`));
}
