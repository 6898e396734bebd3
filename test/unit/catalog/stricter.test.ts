import { describe, expect, it } from "vitest";
import { checkContract, checkStricter } from "../../../src/catalog/check-repository.ts";
import type { FakeFiles } from "../validate/check.ts";
import { MANAGED, repositoryFiles, repositoryOf } from "./fixture.ts";

const DEMO = `${MANAGED}/demo`;
const valid = repositoryFiles("demo");
const uv = (members: string): FakeFiles => ({
  ...valid,
  "pyproject.toml": `[tool.uv.workspace]\nmembers = ${members}\n`,
});
const changed = (file: string, from: string, to: string): FakeFiles => ({
  ...valid,
  [file]: (valid[file] ?? "").replace(from, to),
});

/** What is found, as `code file:marked`. */
async function found(files: FakeFiles): Promise<readonly string[]> {
  const repository = await repositoryOf(files);
  expect(checkContract(repository)).toEqual([]);
  return checkStricter(repository).map(
    ({ code, file, span }) => `${code} ${file}:${(files[file] ?? "").slice(span.start, span.end)}`,
  );
}

describe("checkStricter", () => {
  it.each([
    ["a repository as it should be", valid, []],
    ["a uv workspace that holds the plugin", uv(`["${DEMO}/"]`), []],
    ["a uv workspace with a pattern that may hold it", uv(`["plugins/*/python-package/*"]`), []],
    ["a uv workspace with other patterns", uv(`["tools/*"]`), [`repo/uv-member pyproject.toml:["tools/*"]`]],
    ["an empty uv workspace", uv("[]"), ["repo/uv-member pyproject.toml:[]"]],
    ["a pyproject.toml without a uv workspace", { ...valid, "pyproject.toml": "[project]\n" }, []],
    [
      "a version of its own",
      changed(`${DEMO}/Cargo.toml`, "log = { workspace = true }", 'log = { version = "0.4", features = [] }'),
      [`repo/shared-dependency ${DEMO}/Cargo.toml:{ version = "0.4", features = [] }`],
    ],
    [
      "a version of its own for tests",
      changed(`${DEMO}/Cargo.toml`, "[dependencies]\nlog = { workspace = true }", '[dev-dependencies]\nlog = "0.4"'),
      [`repo/shared-dependency ${DEMO}/Cargo.toml:"0.4"`],
    ],
    [
      "what a plugin adds to the workspace's version",
      changed(`${DEMO}/Cargo.toml`, "log = { workspace = true }", "log = { workspace = true, optional = true }"),
      [],
    ],
    ["a dependency of its own", changed(`${DEMO}/Cargo.toml`, "log = { workspace = true }", 'sha2 = "0.11"'), []],
    [
      "a library of another name",
      changed(`${DEMO}/Cargo.toml`, '"demo_rust"', '"demo"'),
      [`repo/library-name ${DEMO}/Cargo.toml:"demo"`],
    ],
    [
      "a library without a name",
      changed(`${DEMO}/Cargo.toml`, '[lib]\nname = "demo_rust"\n', ""),
      [`repo/library-name ${DEMO}/Cargo.toml:package`],
    ],
    [
      "a kind in a module that is not there",
      Object.fromEntries(Object.entries(valid).filter(([path]) => !path.endsWith("plugin.py"))),
      [`repo/kind-module ${DEMO}/cpex_demo/plugin-manifest.yaml:cpex_demo.plugin.DemoPlugin`],
    ],
    [
      "a kind in a package",
      {
        ...Object.fromEntries(Object.entries(valid).filter(([path]) => !path.endsWith("plugin.py"))),
        [`${DEMO}/cpex_demo/plugin/__init__.py`]: "",
      },
      [],
    ],
  ])("finds in %s what does not work", async (_, files, expected) => {
    expect(await found(files as FakeFiles)).toEqual(expected);
  });
});
