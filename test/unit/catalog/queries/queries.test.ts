import { describe, expect, it } from "vitest";
import { selectAll, selectChanged } from "../../../../src/catalog/queries/ci-selection.ts";
import { changedPlugins } from "../../../../src/catalog/queries/changed.ts";
import { releaseInfo } from "../../../../src/catalog/queries/release.ts";
import { pluginRecords } from "../../../../src/catalog/records.ts";
import { MANAGED, repositoryFiles, repositoryOf } from "../fixture.ts";

const BRIDGED = `${MANAGED}/other_demo/Cargo.toml`;

function files(): Record<string, string> {
  const all = repositoryFiles("demo", "other_demo") as Record<string, string>;
  const bridge = "[dependencies]\ncpex_framework_bridge = { workspace = true }\n";
  return { ...all, [BRIDGED]: (all[BRIDGED] ?? "").replace("[dependencies]\n", bridge) };
}

const repository = await repositoryOf(files());
const records = pluginRecords(repository);
const ALL = ["demo", "other_demo"];
const NO_VERSIONS = new Map<string, string | undefined>();

describe("pluginRecords", () => {
  it("describes each plugin with the keys of the original, in their order", () => {
    expect(JSON.stringify(records[1])).toBe(
      JSON.stringify({
        slug: "other_demo",
        path: `${MANAGED}/other_demo`,
        package_name: "cpex-other-demo",
        cargo_package_name: "other_demo",
        module_name: "cpex_other_demo",
        kind: "cpex_other_demo.plugin.DemoPlugin",
        version: "0.1.0",
        release_wheel_matrix: [
          { runner: "ubuntu-latest", platform: "linux-x86_64" },
          { runner: "ubuntu-24.04-arm", platform: "linux-aarch64" },
          { runner: "ubuntu-24.04-s390x", platform: "linux-s390x" },
          { runner: "ubuntu-24.04-ppc64le", platform: "linux-ppc64le" },
          { runner: "macos-latest", platform: "macos-arm64" },
          { runner: "windows-latest", platform: "windows-x86_64" },
        ],
      }),
    );
  });

  it("refuses a repository that breaks its contract with the first finding", async () => {
    const broken = await repositoryOf({ ...files(), [`${MANAGED}/demo/pyproject.toml`]: "" });
    expect(() => pluginRecords(broken)).toThrow(
      expect.objectContaining({
        exitCode: 1,
        message: `/repo/${MANAGED}/demo: package name must be cpex-demo, got None`,
        hint: expect.stringContaining("--type repo") as string,
      }) as Error,
    );
  });
});

describe("changedPlugins", () => {
  // The table is that of the original's own tests, with the plugins of this repository.
  it.each([
    [[`${MANAGED}/demo/src/lib.rs`], ["demo"]],
    [[`${MANAGED}/other_demo/README.md`, `${MANAGED}/demo/README.md`], ALL],
    [["plugins/tests/demo/test_plugin.py"], ["demo"]],
    [["plugins/tests/conftest.py"], ALL],
    [["plugins/tests/unknown/test_plugin.py"], ALL],
    [["Cargo.lock"], ALL],
    [["Cargo.lock", "CONTRIBUTING.md"], ALL],
    [["Cargo.lock", `${MANAGED}/demo/src/lib.rs`], ["demo"]],
    [["Makefile"], ALL],
    [["Cargo.toml"], ALL],
    [["pyproject.toml"], ALL],
    [["uv.lock"], ALL],
    [[".github/workflows/ci.yaml"], ALL],
    [[".cargo/mutants.toml"], ALL],
    [[".config/nextest.toml"], ALL],
    [["deny.toml"], ALL],
    [["crates/framework_bridge/src/lib.rs"], ALL],
    [["tools/plugin_catalog.py"], ALL],
    [["TESTING.md"], ALL],
    [["tests/test_plugin_catalog.py"], []],
    [["CONTRIBUTING.md"], []],
    [[`${MANAGED}/gone/src/lib.rs`], []],
    [["plugins/rust/README.md"], []],
    [[], []],
  ])("of %j is %j", (paths, expected) => {
    expect(changedPlugins(records, paths)).toEqual(expected);
  });
});

describe("a selection", () => {
  it("of everything runs mutation tests over whole plugins, and validates no release", () => {
    expect(selectAll(records)).toEqual({
      plugins: ALL,
      has_plugins: true,
      plugin_count: 2,
      cargo_packages: ALL,
      mutation_cargo_packages: ALL,
      has_mutation_cargo_packages: true,
      mutation_jobs: [
        { cargo_package: "demo", in_diff: false, test_packages: [] },
        { cargo_package: "other_demo", in_diff: false, test_packages: [] },
      ],
      release_validation_tags: [],
      has_release_validation_tags: false,
    });
  });

  it("of no change is empty", () => {
    expect(selectChanged(repository, records, { paths: [], versionBefore: NO_VERSIONS })).toEqual({
      plugins: [],
      has_plugins: false,
      plugin_count: 0,
      cargo_packages: [],
      mutation_cargo_packages: [],
      has_mutation_cargo_packages: false,
      mutation_jobs: [],
      release_validation_tags: [],
      has_release_validation_tags: false,
    });
  });

  it.each([
    [
      [`${MANAGED}/demo/src/lib.rs`, `${MANAGED}/demo/src/x.rs`],
      [{ cargo_package: "demo", in_diff: true, test_packages: [] }],
    ],
    [[`${MANAGED}/demo/README.md`, "plugins/tests/demo/a.py", "Cargo.toml", "src/a.rs"], []],
    [
      [`${MANAGED}/demo/a.rs`, "crates/framework_bridge/src/lib.rs"],
      [
        { cargo_package: "cpex_framework_bridge", in_diff: true, test_packages: ["other_demo"] },
        { cargo_package: "demo", in_diff: true, test_packages: [] },
      ],
    ],
  ])("runs for %j the mutation tests %j", (paths, jobs) => {
    const selection = selectChanged(repository, records, { paths, versionBefore: NO_VERSIONS });
    expect(selection.mutation_jobs).toEqual(jobs);
    expect(selection.has_mutation_cargo_packages).toBe(jobs.length > 0);
  });

  it.each([
    ["a version that is new", [`${MANAGED}/other_demo/Cargo.toml`], "0.0.9", ["other-demo-v0.1.0"]],
    ["a plugin that is new", [`${MANAGED}/other_demo/Cargo.toml`], undefined, ["other-demo-v0.1.0"]],
    ["a version as it was", [`${MANAGED}/other_demo/Cargo.toml`], "0.1.0", []],
    ["no change of Cargo.toml", [`${MANAGED}/other_demo/src/lib.rs`], "0.0.9", []],
  ])("validates for %s the release of the right tags", (_, paths, before, tags) => {
    const selection = selectChanged(repository, records, { paths, versionBefore: new Map([["other_demo", before]]) });
    expect(selection.release_validation_tags).toEqual(tags);
    expect(selection.has_release_validation_tags).toBe(tags.length > 0);
  });
});

describe("releaseInfo", () => {
  it("finds the plugin of a tag", () => {
    expect(releaseInfo(records, "other-demo-v0.1.0")).toBe(records[1]);
  });

  it.each([
    ["demo", "Release tag must match <slug>-v<version>, got demo"],
    ["x-v1", "Release tag x-v1 does not map to a managed plugin"],
    ["other_demo-v0.1.0", "Release tag must use canonical slug form other-demo-v<version>, got other_demo-v0.1.0"],
    ["demo-v0.2.0", "Release tag version 0.2.0 does not match Cargo/plugin manifest version 0.1.0 for demo"],
    ["demo-v0.1.0-v2", "Release tag demo-v0.1.0-v2 does not map to a managed plugin"],
  ])("refuses %s", (tag, message) => {
    expect(() => releaseInfo(records, tag)).toThrow(expect.objectContaining({ exitCode: 1, message }) as Error);
  });
});
