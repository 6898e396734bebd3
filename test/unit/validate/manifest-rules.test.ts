import { describe, expect, it } from "vitest";
import { check, type CheckOptions } from "./check.ts";
import { manifest, MANIFEST_CASES } from "./manifest-cases.ts";

async function codesOf(text: string, options: CheckOptions): Promise<string[]> {
  const diagnostics = await check(text, { type: "manifest", ...options });
  return diagnostics.map(({ severity, code, marked }) => `${severity} ${code} ${marked}`);
}

describe("a manifest", () => {
  it.each(MANIFEST_CASES)("$title", async ({ text, installed, strict }) => {
    expect(await codesOf(text, { level: "installed" })).toEqual(installed);
    expect(await codesOf(text, { level: "strict" })).toEqual(strict);
  });

  it.each([
    ["package_info: {pypi_package: -x}", "-x"],
    ["package_info: {pypi_package: x, version_constraint: '^1'}", "'^1'"],
    ["package_info: {pypi_package: x, version_constraint: '>=1,'}", "'>=1,'"],
    ["git_repo: {git_repository: 'ssh://h/x', git_branch_tag_commit: null}", "'ssh://h/x'"],
    ["git_repo: {git_repository: 'http://127.0.0.1/x', git_branch_tag_commit: null}", "'http://127.0.0.1/x'"],
    ["git_repo: {git_repository: 'https://h/x', git_branch_tag_commit: /main}", "/main"],
  ])("with %s is refused", async (line, marked) => {
    expect(await codesOf(`${manifest()}${line}\n`, {})).toEqual([`error manifest/source ${marked}`]);
  });

  it.each([
    "package_info: {pypi_package: my.pkg-1, version_constraint: '>=1.0,<2,!=1.5'}",
    "package_info: {pypi_package: ''}",
    "git_repo: {git_repository: 'git@h:x/y.git', git_branch_tag_commit: v1.0}",
  ])("with %s is taken", async (line) => {
    expect(await codesOf(`${manifest()}${line}\n`, {})).toEqual([]);
  });

  it("must name implementations that are there", async () => {
    const text = `${manifest()}implementations:\n  fallback: src/index.ts\n  native: {crate: native}\n`;
    expect(await codesOf(text, {})).toEqual([
      "error manifest/implementations src/index.ts",
      "error manifest/implementations native",
    ]);
    const files = { "/project/src/index.js": "", "/project/native/Cargo.toml": "" };
    expect(await codesOf(text, { files })).toEqual([]);
  });
});
