import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { binary, builtFixture, hasCargo, run, scratch } from "./harness.ts";

/** A gateway's config file that names a server of this plugin, with its fallback alone. */
function gateway(cwd: string, served: string, config: object = {}): string {
  const plugin = { name: "Shout", kind: served, hooks: ["tool_pre_invoke"], config };
  writeFileSync(join(cwd, "served.json"), JSON.stringify({ plugins: [plugin] }));
  const cmd = [process.execPath, binary, "serve", "--config", "served.json", "--implementation", "fallback"];
  const entry = { name: "Shout", kind: "external", mcp: { proto: "STDIO", cmd } };
  writeFileSync(join(cwd, "gateway.json"), JSON.stringify({ plugins: [entry] }));
  return "gateway.json";
}

function otherFind(folder: string, find: string): void {
  const file = join(folder, "src", "index.ts");
  writeFileSync(file, readFileSync(file, "utf8").replace("/!/g", find));
}

describe.runIf(hasCargo)("diff-test against a third implementation", () => {
  const args = ["--cases", "150", "--seed", "7", "--no-save"];

  it("finds no difference from the same plugin on a server, and has asked it", async () => {
    const cwd = scratch(builtFixture("shout"));
    const { exitCode, stdout } = await run(["diff-test", "--against", gateway(cwd, "./"), ...args], { cwd });
    expect(stdout).toMatch(/external +asked in 150 cases/);
    expect(stdout).toContain("no difference in 150 cases");
    expect(exitCode).toBe(0);
  });

  it("says that the server's stands alone, on the smallest case, and passes once that is declared", async () => {
    const cwd = scratch(builtFixture("shout"));
    const other = scratch(builtFixture("shout"));
    otherFind(other, "/^!/g");
    const against = ["diff-test", "--against", gateway(cwd, other), ...args];
    const { exitCode, stdout } = await run(against, { cwd });
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(/payload +\{ "name": "", "args": \{ .*: "a!" \} \}/);
    expect(stdout).toMatch(/odd one +external differs from the other two/);
    expect(stdout).toMatch(/replay +mcpplugins diff-test --against gateway.json --seed 7/);
    writeFileSync(
      join(cwd, "divergences.yaml"),
      'divergences: [{ match: { place: result, external: "" }, reason: one is enough there, expires: 2999-12-31 }]\n',
    );
    expect(await run(against, { cwd })).toMatchObject({ exitCode: 0 });
    // Without a third side the entry is about nothing, and no finding.
    expect(await run(["diff-test", ...args], { cwd })).toMatchObject({ exitCode: 0 });
  });

  it("says so when a server can't be reached, has another plugin's config, or there is none", async () => {
    const cwd = scratch(builtFixture("shout"));
    const against = (file: string) => run(["diff-test", "--against", file, ...args], { cwd });
    const none = await against("none.json");
    expect(none).toMatchObject({ exitCode: 3 });
    writeFileSync(join(cwd, "local.json"), JSON.stringify({ plugins: [] }));
    const local = await against("local.json");
    expect(local).toMatchObject({ exitCode: 4 });
    expect(local.stderr).toContain("no plugin of kind external");
    const broken = await against(gateway(cwd, "./missing"));
    expect(broken).toMatchObject({ exitCode: 4 });
    expect(broken.stderr).toContain("can't be connected");
  });
});
