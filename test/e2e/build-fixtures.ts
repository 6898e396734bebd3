import { rmSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import type { TestProject } from "vitest/node";
import { type Run, run } from "./command.ts";
import { copyCrate, temporaryFolder } from "./fixtures.ts";

/** A plugin that was built before the first test. */
export interface BuiltFixture {
  readonly folder: string;
  readonly build: Run;
}

declare module "vitest" {
  export interface ProvidedContext {
    /** By the fixture's name; undefined where there is no cargo. */
    readonly built: Readonly<Record<"shout" | "guard", BuiltFixture>> | undefined;
  }
}

/** Builds the fixtures that tests of several files start from. A test file that needs one expects that its build has worked. */
export default async function setup(project: TestProject): Promise<(() => void) | undefined> {
  const hasCargo = (await execa("cargo", ["--version"], { reject: false })).exitCode === 0;
  if (!hasCargo) {
    project.provide("built", undefined);
    return undefined;
  }
  const scratch = temporaryFolder();
  const build = async (name: string): Promise<BuiltFixture> => {
    const folder = join(scratch, name);
    copyCrate(name, folder);
    return { folder, build: await run(["build", folder, "--debug"], { cwd: scratch }) };
  };
  project.provide("built", { shout: await build("shout"), guard: await build("guard") });
  return () => rmSync(scratch, { recursive: true, force: true });
}
