import { describe, expect, it } from "vitest";
import { checkSettings } from "../../../src/validate/settings.ts";
import { validatePaths } from "../../../src/validate/validate-paths.ts";
import { type ValidateResult } from "../../../src/validate/result.ts";
import { type FakeFiles, fakeFiles, schemaFor } from "./check.ts";

const LEGACY = "plugins: [{name: a, kind: b.C, mode: enforce}]\n";
const rule = (code: string, level: string): string => `validate: {rules: {${code}: ${level}}}\n`;

async function validate(files: FakeFiles): Promise<ValidateResult> {
  const dependencies = {
    files: fakeFiles(files),
    cwd: "/project",
    home: "/srv/me",
    schemaFor,
    readStdin: async () => "",
  };
  return await validatePaths(["sub/config.yaml"], { manifestLevel: "installed", type: undefined }, dependencies);
}

async function found(files: FakeFiles): Promise<string[]> {
  const { diagnostics } = await validate({ "/project/sub/config.yaml": LEGACY, ...files });
  return diagnostics.map(({ severity, code, file }) => `${severity} ${code} ${file}`);
}

describe("the settings of a project", () => {
  it.each([
    ["off", []],
    ["'off'", []],
    ["note", ["note config/legacy-mode sub/config.yaml"]],
    ["warning", ["warning config/legacy-mode sub/config.yaml"]],
    ["error", ["error config/legacy-mode sub/config.yaml"]],
  ])("show a rule as %s", async (level, expected) => {
    expect(await found({ "/project/.mcpplugins.yaml": rule("config/legacy-mode", level) })).toEqual(expected);
  });

  it("are those of the nearest file", async () => {
    const files = {
      "/project/.mcpplugins.yaml": rule("config/legacy-mode", "off"),
      "/project/sub/.mcpplugins.yaml": rule("config/legacy-mode", "error"),
    };
    expect(await found(files)).toEqual(["error config/legacy-mode sub/config.yaml"]);
  });

  it("are not looked for above the root of the repository", async () => {
    const files = { "/.mcpplugins.yaml": rule("config/legacy-mode", "off"), "/project/.git/HEAD": "" };
    expect(await found(files)).toEqual(["warning config/legacy-mode sub/config.yaml"]);
  });

  it("leave a note that only the environment decides as it is", async () => {
    const files = {
      "/project/sub/config.yaml": `plugins:\n{% if env.X %}\n  - {name: a, kind: b, mode: enforce}\n{% endif %}\n`,
      "/project/.mcpplugins.yaml": rule("config/legacy-mode", "error"),
    };
    expect(await found(files)).not.toContain("error config/legacy-mode sub/config.yaml");
  });

  it("are shown with what is wrong in them, once for all files", async () => {
    expect(await found({ "/project/.mcpplugins.yaml": rule("config/legacy-mod", "off") })).toEqual([
      "warning config/legacy-mode sub/config.yaml",
      "error settings/invalid .mcpplugins.yaml",
    ]);
  });
});

describe("checkSettings", () => {
  it.each([
    ["an empty file", "", []],
    ["settings of other commands", "bench: {runs: 3}\nvalidate:\n", []],
    ["no map", "- a\n", ["the settings must be a map"]],
    ["rules that are no map", "validate: {rules: [a]}\n", ["'rules' must be a map"]],
    ["a mistyped key at the top", "validat: {}\n", ["there is no setting 'validat' here"]],
    ["another key beside the rules", "validate: {strict: true}\n", ["there is no setting 'strict' here"]],
    ["a code that does not exist", rule("config/x", "off"), ["there is no diagnostic 'config/x'"]],
    [
      "a level that does not exist",
      rule("hook/unknown", "loud"),
      ["'hook/unknown' is to be off, note, warning, error"],
    ],
    ["true as a level", rule("hook/unknown", "on"), ["'hook/unknown' is to be off, note, warning, error"]],
    [
      "less than an error for what CPEX refuses",
      rule("schema/wrong-type", "warning"),
      ["'schema/wrong-type' can only be error: CPEX refuses the file all the same"],
    ],
    ["an error that depends on the machine", rule("config/path", "off"), []],
  ])("says of %s what is wrong", (_, text, messages) => {
    expect(checkSettings(text, ".mcpplugins.yaml").diagnostics.map(({ message }) => message)).toEqual(messages);
  });

  it("keeps the rules that are right", () => {
    const { severities } = checkSettings("validate: {rules: {x: off, hook/unknown: note}}\n", "f");
    expect([...severities]).toEqual([["hook/unknown", "note"]]);
  });
});
