import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { ToolError } from "../../../src/errors.ts";
import { bundledFolder } from "../../../src/runtime/find-plugin.ts";
import { findByKind } from "../../../src/runtime/kinds.ts";

const base = realpathSync(mkdtempSync(join(tmpdir(), "mcpplugins-kinds-")));
afterAll(() => rmSync(base, { recursive: true, force: true }));

for (const folder of ["mine", "pii_filter", "node_modules/filter", "node_modules/@acme/filter"]) {
  mkdirSync(join(base, folder), { recursive: true });
  writeFileSync(join(base, folder, "plugin-manifest.yaml"), "name: x\n");
}
mkdirSync(join(base, "node_modules/no.Plugin"), { recursive: true });

/** The error that looking for a kind ends with. */
async function errorOf(kind: string): Promise<ToolError> {
  const error: unknown = await findByKind(kind, base).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ToolError);
  return error as ToolError;
}

describe("a kind", () => {
  it.each([
    ["./mine", "mine"],
    ["./mine/", "mine"],
    ["../" + base.split(/[/\\]/).at(-1) + "/mine", "mine"],
    [join(base, "mine"), "mine"],
    ["./pii_filter", "pii_filter"],
    ["filter", "node_modules/filter"],
    ["@acme/filter", "node_modules/@acme/filter"],
  ])("%s is a folder or an installed package", async (kind, folder) => {
    expect(await findByKind(kind, base)).toBe(join(base, folder));
  });

  it("may be the folder of the config itself", async () => {
    expect(await findByKind("./", join(base, "mine"))).toBe(join(base, "mine"));
  });

  it("that is a bundled slug means the bundled plugin, whatever folders are there", async () => {
    expect(await findByKind("pii_filter", base)).toBe(bundledFolder("pii_filter"));
  });

  it.each([
    ["isolated_venv", 4, "in Python", "'kind: external'"],
    ["acme.filters.AcmeFilter", 4, "in Python", "'kind: external'"],
    ["cpex_pii_filter.pii_filter.PIIFilterPlugin", 4, "in Python", "'kind: pii_filter'"],
    ["plugins.secrets_detection.plugin.Plugin", 4, "in Python", "'kind: secrets_detection'"],
    ["no.Plugin", 3, "the package 'no.Plugin' is not a plugin", undefined],
    ["pii_fliter", 3, "no plugin of kind", "Did you mean 'pii_filter'?"],
    ["externel", 3, "no plugin of kind", "Did you mean 'external'?"],
    ["mine", 3, "no plugin of kind", "Did you mean './mine'?"],
    ["", 3, "no plugin of kind ''", "a bundled plugin (pii_filter"],
    ["@acme/../filter", 3, "no plugin of kind", "a bundled plugin"],
    ["./nowhere", 3, "there is no ", "the folder of the config file"],
    ["./node_modules", 3, "it has no plugin-manifest.yaml", undefined],
  ])("%j is refused with a way out", async (kind, exitCode, message, hint) => {
    const error = await errorOf(kind);
    expect(error).toMatchObject({ exitCode, message: expect.stringContaining(message) as string });
    if (hint === undefined) expect(error.hint).toBeUndefined();
    else expect(error.hint).toContain(hint);
  });
});
