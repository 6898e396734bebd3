import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ExitCode, ToolError } from "../../../src/errors.ts";
import { MANIFEST_FILE, readManifest } from "../../../src/runtime/manifest.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "manifest-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const minimal = `name: demo
version: "1.0.0"
available_hooks: [tool_pre_invoke]
implementations: { fallback: src/index.ts }
`;

async function problem(text: string): Promise<ToolError> {
  writeFileSync(join(folder, MANIFEST_FILE), text);
  const error: unknown = await readManifest(folder).catch((thrown: unknown) => thrown);
  if (!(error instanceof ToolError)) throw new Error("it was accepted");
  return error;
}

describe("reading a manifest", () => {
  it("fills in defaults", async () => {
    writeFileSync(join(folder, MANIFEST_FILE), minimal);
    expect(await readManifest(folder)).toMatchObject({ name: "demo", description: "", default_config: {} });
  });

  it.each([
    ["a name that can't be a file name", minimal.replace("demo", "../demo"), "name: must be lower-case"],
    ["an unknown hook", minimal.replace("tool_pre_invoke", "tool_pre"), "available_hooks.0"],
    ["an empty file", "", /^Invalid input: expected object/],
    ["no implementation", minimal.replace(/implementations.*\n/, ""), "implementations"],
  ])("says what is wrong with %s", async (_title, text, message) => {
    const error = await problem(text);
    expect(error.exitCode).toBe(ExitCode.failed);
    expect(error.details).toMatch(message);
    expect(error.hint).toContain("mcpplugins validate");
  });

  it("says that broken YAML is not YAML", async () => {
    expect((await problem("name: [")).message).toContain("is not YAML");
  });

  it("gives exit code 3 for a missing manifest and 4 for a folder in its place", async () => {
    await expect(readManifest(join(folder, "none"))).rejects.toMatchObject({ exitCode: ExitCode.notFound });
    mkdirSync(join(folder, MANIFEST_FILE));
    await expect(readManifest(folder)).rejects.toMatchObject({ exitCode: ExitCode.failed });
  });
});
