import { readFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { root, run, scratch } from "./harness.ts";

interface Hook {
  readonly id: string;
  readonly entry: string;
  readonly language: string;
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly runs: { readonly steps: readonly { readonly name?: string; readonly run?: string }[] };
}

function read(file: string): unknown {
  return parse(readFileSync(join(root, file), "utf8"));
}

describe("the hooks for pre-commit", () => {
  const hooks = read(".pre-commit-hooks.yaml") as readonly Hook[];

  it.each([
    ["validate", "validate/clean", 0],
    ["validate", "validate/broken", 1],
    ["migrate-config", "validate/clean", 0],
    ["migrate-config", "validate/legacy", 1],
  ])("%s on %s exits with %d", async (id, fixture, exitCode) => {
    const { entry, language } = hooks.find((hook) => hook.id === id)!;
    const [command, ...args] = entry.split(" ");
    expect([command, language]).toEqual(["mcpplugins", "node"]);
    expect(await run(args, { cwd: scratch(fixture) })).toMatchObject({ exitCode });
  });
});

describe("the action", () => {
  const { inputs, runs } = read("action.yml") as Action;
  const script = runs.steps.find(({ name }) => name === "Check")?.run ?? "";

  const check = async (fixture: string, given: Readonly<Record<string, string>> = {}) =>
    await execa("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", script], {
      cwd: scratch(fixture),
      reject: false,
      extendEnv: false,
      env: {
        PATH: process.env["PATH"] ?? "",
        ACTION_PATH: root,
        PATHS: given["paths"] ?? inputs["paths"]?.default ?? "",
        STRICT: given["strict"] ?? inputs["strict"]?.default ?? "",
        MIGRATE_CONFIG: given["migrate-config"] ?? inputs["migrate-config"]?.default ?? "",
      },
    });

  it("passes where all is well", async () => {
    expect(await check("validate/clean")).toMatchObject({ exitCode: 0 });
  });

  it("annotates what is wrong, and looks for old modes all the same", async () => {
    const { exitCode, stdout } = await check("validate/broken", { paths: "config.yaml\n\nplugin-manifest.yaml\n" });
    expect(exitCode).toBe(1);
    expect(stdout).toContain("::error file=config.yaml,");
    expect(stdout).toContain("::error file=plugin-manifest.yaml,");
    expect(stdout).toContain("nothing to migrate in 2 files");
  });

  it.each([
    [{}, 1],
    [{ "migrate-config": "false" }, 0],
    [{ "migrate-config": "false", strict: "true" }, 1],
  ])("takes old modes as its inputs say: %j", async (given, exitCode) => {
    expect(await check("validate/legacy", given)).toMatchObject({ exitCode });
  });
});
