import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { afterAll, expect, onTestFinished } from "vitest";

export const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/[/\\]$/, "");
export const binary = join(root, "bin", "mcpplugins.js");

export interface Run {
  readonly command: string;
  readonly cwd: string;
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly cwd: string;
  /** Added to an environment of PATH, HOME and NO_COLOR alone. */
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
}

/** Runs the built command line as a user would, without a terminal. */
export async function run(args: readonly string[], { cwd, env, input = "" }: RunOptions): Promise<Run> {
  const { exitCode, stdout, stderr } = await execa(process.execPath, [binary, ...args], {
    cwd,
    input,
    reject: false,
    extendEnv: false,
    stripFinalNewline: false,
    env: { PATH: process.env["PATH"] ?? "", HOME: process.env["HOME"] ?? "", NO_COLOR: "1", ...env },
  });
  return { command: ["mcpplugins", ...args].join(" "), cwd, exitCode, stdout, stderr };
}

/** A folder of its own for one test, removed after it; with the files of a fixture, or of another folder, where one is named. */
export function scratch(from?: string): string {
  const folder = temporaryFolder();
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  if (from !== undefined) copy(resolve(fixtures, from), folder);
  return folder;
}

/** A copy of a fixture with a crate, to be built by the tests of one file, and removed after them. */
export function crateFixture(name: string): string {
  const folder = temporaryFolder();
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  copy(join(fixtures, name), folder);
  const manifest = join(folder, "native", "Cargo.toml");
  const ours = JSON.stringify(join(root, "native", "crates", "plugin-abi"));
  writeFileSync(manifest, readFileSync(manifest, "utf8").replace(/path = "[^"]*plugin-abi"/, `path = ${ours}`));
  return folder;
}

const fixtures = fileURLToPath(new URL("fixtures", import.meta.url));

function temporaryFolder(): string {
  return realpathSync(mkdtempSync(join(tmpdir(), "mcpplugins-e2e-")));
}

/** What cargo has built on the way is large, and of no use elsewhere. */
function copy(from: string, to: string): void {
  cpSync(from, to, { recursive: true, filter: (path) => basename(path) !== "target" });
}

/** Compares a run with the Markdown file of this name under `snapshots/`; folders are replaced by words. */
export async function expectRun(result: Run, name: string): Promise<void> {
  const replaceFolders = (text: string): string => text.replaceAll(result.cwd, "<cwd>").replaceAll(root, "<root>");
  const block = (title: string, text: string): string =>
    text === "" ? "" : `\n## ${title}\n\n\`\`\`\`\n${replaceFolders(text)}${text.endsWith("\n") ? "" : "\n"}\`\`\`\`\n`;
  const markdown = [
    `# ${replaceFolders(result.command)}\n`,
    `\nExit code: ${result.exitCode}\n`,
    block("stdout", result.stdout),
    block("stderr", result.stderr),
  ].join("");
  await expect(markdown).toMatchFileSnapshot(fileURLToPath(new URL(`snapshots/${name}.snap.md`, import.meta.url)));
}
