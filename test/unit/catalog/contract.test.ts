import { describe, expect, it } from "vitest";
import { checkContract } from "../../../src/catalog/check-repository.ts";
import { CONTRACT } from "../../../src/catalog/rules/index.ts";
import { ALLOWED, CONTRACT_CASES } from "./cases.ts";
import { pluginFiles, repositoryFiles, repositoryOf } from "./fixture.ts";

function titled<Case extends { readonly title: string }>(cases: readonly Case[]): readonly (readonly [string, Case])[] {
  return cases.map((given) => [given.title, given]);
}

describe("checkContract", () => {
  it("finds nothing in a valid repository", async () => {
    expect(checkContract(await repositoryOf(repositoryFiles("demo", "other_demo")))).toEqual([]);
  });

  it.each(titled(CONTRACT_CASES))("says first, of a repository %s, what the catalog says", async (_, given) => {
    const files = given.change(repositoryFiles("demo"));
    const [first] = checkContract(await repositoryOf(files));
    expect(first).toMatchObject({ code: given.code, file: given.marked[0] });
    if (given.message.endsWith(": ")) expect(first?.message).toContain(given.message);
    else expect(first?.message).toBe(given.message);
    const text = files[given.marked[0]] ?? "";
    expect(text.slice(first?.span.start, first?.span.end)).toBe(given.marked[1]);
  });

  it.each(titled(ALLOWED))("finds nothing in a repository %s", async (_, { change }) => {
    expect(checkContract(await repositoryOf(change(repositoryFiles("demo"))))).toEqual([]);
  });

  it("has a case for every rule but the one on known plugins", () => {
    const codes = Object.values(CONTRACT).flatMap((rules) => rules.map(({ code }) => code));
    const tested = new Set(CONTRACT_CASES.map(({ code }) => code));
    expect(codes.filter((code) => !tested.has(code))).toEqual(["catalog/workspace-dependencies"]);
  });

  it("goes from plugin to plugin by name, and through all rules of one before the next", async () => {
    const files = repositoryFiles("b", "a");
    const broken = Object.fromEntries(
      Object.entries(files).map(([path, text]) => [path, text.replace("[tool.maturin]", "[tool.other]")]),
    );
    expect(checkContract(await repositoryOf(broken)).map(({ code, file }) => [code, file.split("/")[3]])).toEqual([
      ["catalog/module-name", "a"],
      ["catalog/python-source", "a"],
      ["catalog/module-name", "b"],
      ["catalog/python-source", "b"],
    ]);
  });
});

describe("the rule on workspace dependencies", () => {
  const KNOWN = [
    "encoded_exfil_detection",
    "pii_filter",
    "rate_limiter",
    "retry_with_backoff",
    "secrets_detection",
    "url_reputation",
  ];
  const RUST = `log = { workspace = true }
pyo3 = { workspace = true }
pyo3-log = { workspace = true }
pyo3-stub-gen = { workspace = true, optional = true }
pyo3-async-runtimes = { workspace = true }
cpex_framework_bridge = { workspace = true }
rand = { workspace = true }
regex = { workspace = true }
serde_json = { workspace = true }
thiserror = { workspace = true }
tokio = { workspace = true }

[dev-dependencies]
criterion = { workspace = true }
`;
  const names = [...RUST.matchAll(/^([\w-]+) =/gm)].map(([, name]) => `${name} = "1"\n`).join("");

  function known(): Record<string, string> {
    const files = Object.entries(repositoryFiles(...KNOWN)).map(([path, text]) => [
      path,
      text.replace("log = { workspace = true }\n", RUST).replace('log = "0.4"\n', names),
    ]);
    return Object.fromEntries(files) as Record<string, string>;
  }

  async function messages(files: Record<string, string>): Promise<readonly (readonly string[])[]> {
    return checkContract(await repositoryOf(files)).map(({ message, file, span }) => [
      message,
      (files[file] ?? "").slice(span.start, span.end),
    ]);
  }

  const changed = (files: Record<string, string>, path: string, from: string, to: string): Record<string, string> => ({
    ...files,
    [path]: (files[path] ?? "").replace(from, to),
  });
  const CARGO = "plugins/rust/python-package/pii_filter/Cargo.toml";

  it("takes the known plugins when each takes what it must from the workspace", async () => {
    expect(await messages(known())).toEqual([]);
  });

  it.each([
    ["Cargo.toml", 'regex = "1"\n', "", "Workspace dependency 'regex' must be declared", "dependencies"],
    [
      CARGO,
      "log = { workspace = true }",
      'log = "0.4"',
      `/repo/${CARGO}: dependencies.log must be declared as {'workspace': True}`,
      '"0.4"',
    ],
    [
      CARGO,
      "pyo3-stub-gen = { workspace = true, optional = true }",
      "pyo3-stub-gen = { workspace = true }",
      `/repo/${CARGO}: dependencies.pyo3-stub-gen must be declared as {'workspace': True, 'optional': True}`,
      "{ workspace = true }",
    ],
    [
      CARGO,
      "criterion = { workspace = true }",
      "",
      `/repo/${CARGO}: dev-dependencies.criterion must be declared as {'workspace': True}`,
      "dev-dependencies",
    ],
  ])("finds in %s what it says when %j is %j", async (path, from, to, message, marked) => {
    expect(await messages(changed(known(), path, from, to))).toEqual([[message, marked]]);
  });

  it("asks for the table of the workspace", async () => {
    const files = changed(known(), "Cargo.toml", "[workspace.dependencies]", "[workspace.other]");
    expect(await messages(files)).toEqual([["Workspace Cargo.toml must define [workspace.dependencies]", "workspace"]]);
  });

  it("looks at nothing as soon as there is one plugin more", async () => {
    const files = changed(known(), CARGO, "log = { workspace = true }", 'log = "0.4"');
    const more = changed(files, "Cargo.toml", "members = [", 'members = ["plugins/rust/python-package/seventh", ');
    expect(await messages({ ...more, ...pluginFiles("seventh") })).toEqual([]);
  });
});
