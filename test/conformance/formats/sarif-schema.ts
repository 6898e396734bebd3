import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** The crate that carries OASIS's schema of SARIF 2.1.0. */
const CRATE = { name: "serde-sarif", version: "0.8.0" };

/** The schema, from a crate that cargo fetches when it has not yet. */
export function sarifSchema(): object {
  const folder = mkdtempSync(join(tmpdir(), "sarif-schema-"));
  try {
    const dependency = `[dependencies]\n${CRATE.name} = "=${CRATE.version}"\n`;
    writeFileSync(join(folder, "Cargo.toml"), `[package]\nname = "schema"\nversion = "0.0.0"\n${dependency}`);
    mkdirSync(join(folder, "src"));
    writeFileSync(join(folder, "src", "lib.rs"), "");
    const metadata = execFileSync("cargo", ["metadata", "--quiet", "--format-version", "1"], {
      cwd: folder,
      encoding: "utf8",
      maxBuffer: 64 * 1024 * 1024,
    });
    const { packages } = JSON.parse(metadata) as { packages: { name: string; manifest_path: string }[] };
    const manifest = packages.find(({ name }) => name === CRATE.name)?.manifest_path ?? "";
    return JSON.parse(readFileSync(join(dirname(manifest), "src", "schema.json"), "utf8")) as object;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
