import { cpSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, inject, onTestFinished } from "vitest";
import { root, type Run } from "./command.ts";
import { fixtures, temporaryFolder } from "./fixtures.ts";

export { binary, root, run, type Run } from "./command.ts";

/** Without cargo no native code can be built, and what needs it is not run. */
export const hasCargo = inject("built") !== undefined;

/** A folder of its own for one test, removed after it; with the files of a fixture, or of another folder, where one is named. */
export function scratch(from?: string): string {
  const folder = temporaryFolder();
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  if (from !== undefined) cpSync(resolve(fixtures, from), folder, { recursive: true });
  return folder;
}

/** The folder of a fixture with a crate, built. All tests share it: what changes it takes a copy by {@link scratch}. */
export function builtFixture(name: "shout" | "guard"): string {
  const built = inject("built")?.[name];
  expect(built?.build).toMatchObject({ exitCode: 0 });
  return built?.folder ?? "";
}

/** Compares a run with the Markdown file of this name under `snapshots/`; folders and times are replaced by words. */
export async function expectRun(result: Run, name: string): Promise<void> {
  const steady = (text: string): string =>
    text
      .replaceAll(result.cwd, "<cwd>")
      .replaceAll(root, "<root>")
      .replaceAll(/"time":"[^"]+"/g, '"time":"<time>"');
  const block = (title: string, text: string): string =>
    text === "" ? "" : `\n## ${title}\n\n\`\`\`\`\n${steady(text)}${text.endsWith("\n") ? "" : "\n"}\`\`\`\`\n`;
  const markdown = [
    `# ${steady(result.command)}\n`,
    `\nExit code: ${result.exitCode}\n`,
    block("stdout", result.stdout),
    block("stderr", result.stderr),
  ].join("");
  await expect(markdown).toMatchFileSnapshot(fileURLToPath(new URL(`snapshots/${name}.snap.md`, import.meta.url)));
}
