import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execaSync } from "execa";
import { describe, expect, it } from "vitest";
import { expectRun, run, scratch } from "./harness.ts";

const PLUGINS = "plugins/rust/python-package";

function edit(folder: string, file: string, from: string, to: string): void {
  const text = readFileSync(join(folder, file), "utf8");
  if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
  writeFileSync(join(folder, file), text.replace(from, to));
}

/** The fixture with what the contract refuses, and with what it allows and does not work. */
function broken(): string {
  const folder = scratch("catalog/repo");
  edit(folder, "Cargo.toml", `"${PLUGINS}/quota", `, "");
  edit(folder, `${PLUGINS}/quota/pyproject.toml`, "quota:QuotaPlugin", "quota.QuotaPlugin");
  edit(folder, `${PLUGINS}/text_guard/Cargo.toml`, "log = { workspace = true }", 'log = "0.4"');
  edit(folder, `${PLUGINS}/text_guard/cpex_text_guard/plugin-manifest.yaml`, '"0.2.0"', '"0.1.0"');
  edit(folder, `${PLUGINS}/text_guard/cpex_text_guard/plugin-manifest.yaml`, "tool_pre_invoke", "tool_pre_hook");
  rmSync(join(folder, PLUGINS, "quota", "Makefile"));
  return folder;
}

function git(folder: string, ...args: readonly string[]): void {
  const identity = ["-c", "user.name=Test", "-c", "user.email=test@example.com", "-c", "commit.gpgsign=false"];
  execaSync("git", [...identity, ...args], { cwd: folder });
}

/** The fixture under git, with a release of one plugin as its second commit. */
function released(): string {
  const folder = scratch("catalog/repo");
  git(folder, "init", "--quiet");
  git(folder, "add", ".");
  git(folder, "commit", "--quiet", "--no-verify", "-m", "one");
  edit(folder, `${PLUGINS}/quota/Cargo.toml`, '"0.2.0"', '"0.3.0"');
  edit(folder, `${PLUGINS}/quota/cpex_quota/plugin-manifest.yaml`, '"0.2.0"', '"0.3.0"');
  git(folder, "commit", "--quiet", "--no-verify", "--all", "-m", "two");
  return folder;
}

describe("mcpplugins validate on a managed-plugin repository", () => {
  it("finds nothing in a valid one", async () => {
    await expectRun(await run(["validate", "--type", "repo"], { cwd: scratch("catalog/repo") }), "validate-repo");
  });

  it.each(["text", "compact", "json"])("shows every finding with its place, as %s", async (format) => {
    const result = await run(["validate", "--type", "repo", "--format", format], { cwd: broken() });
    await expectRun(result, `validate-repo-broken-${format}`);
  });

  it("knows one by itself", async () => {
    const { stdout } = await run(["validate", "--format", "compact"], { cwd: broken() });
    expect(stdout).toContain("error[catalog/workspace-member]");
  });

  it("takes only a folder as one", async () => {
    await expectRun(
      await run(["validate", "--type", "repo", "Cargo.toml"], { cwd: scratch("catalog/repo") }),
      "validate-repo-file",
    );
  });
});

describe("mcpplugins catalog", () => {
  it.each([
    ["list", ["list"]],
    ["list-text", ["list", "--format", "text"]],
    ["validate", ["validate"]],
    ["release-info", ["release-info", "text-guard-v0.2.0"]],
    ["release-info-field", ["release-info", "text-guard-v0.2.0", "--field", "release_wheel_matrix"]],
    ["release-info-refused", ["release-info", "text_guard-v0.2.0"]],
    ["ci-selection-all", ["ci-selection", "all"]],
    ["ci-selection-field", ["ci-selection", "all", "--field", "has_plugins"]],
    ["no-query", []],
    ["unknown-query", ["lst"]],
    ["unknown-field", ["list", "--field", "plugin"]],
    ["missing-revisions", ["ci-selection", "diff"]],
    ["missing-argument", ["changed", "HEAD"]],
    ["no-percentage", ["coverage-check", "coverage.xml", "most"]],
    ["no-report", ["coverage-check", "coverage.xml", "90"]],
    ["no-repository", ["list", "--root", "plugins"]],
  ])("answers as in the snapshot %s", async (name, args) => {
    await expectRun(await run(["catalog", ...args], { cwd: scratch("catalog/repo") }), `catalog-${name}`);
  });

  it.each([
    ["changed", ["changed", "HEAD~1", "HEAD"]],
    ["ci-selection-diff", ["ci-selection", "diff", "HEAD~1", "HEAD"]],
    ["ci-selection-diff-text", ["ci-selection", "diff", "HEAD~1", "HEAD", "--format", "text"]],
    ["changed-nowhere", ["changed", "no-such-revision", "HEAD"]],
  ])("compares revisions as in the snapshot %s", async (name, args) => {
    await expectRun(await run(["catalog", ...args], { cwd: released() }), `catalog-${name}`);
  });

  it.each([
    ["coverage", ["coverage-check", "coverage.xml", "50"]],
    ["coverage-text", ["coverage-check", "coverage.xml", "50", "--format", "text"]],
    ["coverage-low", ["coverage-check", "coverage.xml", "90"]],
    ["coverage-unexpected", ["coverage-check", "coverage.xml", "50", '["quota"]']],
  ])("checks coverage as in the snapshot %s", async (name, args) => {
    const folder = scratch("catalog/repo");
    const lines = (hits: string): string =>
      [...hits].map((hit, index) => `<line number="${index + 1}" hits="${hit}"/>`).join("");
    writeFileSync(
      join(folder, "coverage.xml"),
      `<coverage><packages><package><classes>
<class filename="${PLUGINS}/quota/src/lib.rs"><lines>${lines("110")}</lines></class>
<class filename="${PLUGINS}/text_guard/src/lib.rs"><lines>${lines("11")}</lines></class>
</classes></package></packages></coverage>`,
    );
    await expectRun(await run(["catalog", ...args], { cwd: folder }), `catalog-${name}`);
  });

  it("says of a broken repository what breaks first", async () => {
    await expectRun(await run(["catalog", "list"], { cwd: broken() }), "catalog-broken");
  });
});
