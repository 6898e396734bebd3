import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { beforeAll, describe, expect, it } from "vitest";
import { root, run, scratch } from "./harness.ts";

const hasCargo = (await execa("cargo", ["--version"], { reject: false })).exitCode === 0;
const shout = join(root, "test", "e2e", "fixtures", "shout");

const scenarios = `scenarios:
  - name: Quiet
    hook: tool_pre_invoke
    payload: { name: t, args: { text: "all is quiet here" } }
  - name: Loud
    hook: tool_pre_invoke
    payload: { name: t, args: { text: "all! is! loud!" } }
`;

/** The built fixture with a fallback of our choice. */
function plugin(find: string): string {
  const folder = scratch("shout");
  const file = join(folder, "src", "index.ts");
  const source = readFileSync(file, "utf8");
  writeFileSync(file, source.replace("/!/g", find));
  writeFileSync(join(folder, "scenarios.yaml"), scenarios);
  return folder;
}

describe.runIf(hasCargo)("comparing native and fallback", () => {
  beforeAll(async () => {
    expect(await run(["build", shout, "--debug"], { cwd: root })).toMatchObject({ exitCode: 0 });
  });

  it("finds no difference where there is none, the same way twice", async () => {
    const cwd = plugin("/!/g");
    const args = ["diff-test", "--cases", "300", "--seed", "7", "--format", "json"];
    const [first, second] = await Promise.all([run(args, { cwd }), run(args, { cwd })]);
    expect(first.exitCode).toBe(0);
    const withoutTime = (text: string): string => text.replaceAll(/"elapsedMs": [\d.]+/g, "");
    expect(withoutTime(first.stdout)).toBe(withoutTime(second.stdout));
  });

  it("shrinks a difference, saves it, and replays it by the command that it prints", async () => {
    const cwd = plugin("/!(?!!)/g");
    mkdirSync(join(cwd, "corpus"));
    const found = await run(["diff-test", "--cases", "5000", "--seed", "1"], { cwd });
    expect(found.exitCode).toBe(1);
    const [file = ""] = readdirSync(join(cwd, "corpus"));
    expect(readFileSync(join(cwd, "corpus", file), "utf8")).toContain("!!");
    const replay = /mcpplugins (diff-test .*--replay .*)/.exec(found.stdout)?.[1]?.split(" ") ?? [];
    expect(await run(replay, { cwd })).toMatchObject({ exitCode: 1 });
    // A saved case is run first, even when no new ones are asked for.
    expect(await run(["diff-test", "--cases", "0"], { cwd })).toMatchObject({ exitCode: 1 });
  });

  it("measures both sides and gives a verdict", async () => {
    const { exitCode, stdout } = await run(["bench-compare", "--time", "1"], { cwd: plugin("/!/g") });
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/1\. Quiet\n +fallback .*\n +native /);
    expect(stdout).toMatch(/geometric mean [\d.]+x/);
  });

  it("does not time a scenario on which the two disagree", async () => {
    const { exitCode, stdout } = await run(["bench-compare", "--time", "1", "--format", "json"], {
      cwd: plugin("/!!/g"),
    });
    expect(exitCode).toBe(1);
    const [report] = (
      JSON.parse(stdout) as { reports: { scenarios: { scenario: { name: string }; status: string }[] }[] }
    ).reports;
    expect(report?.scenarios.map(({ scenario, status }) => [scenario.name, status])).toEqual([
      ["Quiet", "measured"],
      ["Loud", "disagreed"],
    ]);
  });

  it("names the scenarios when none has the text that was asked for", async () => {
    const { exitCode, stderr } = await run(["bench-compare", "--scenario", "silent"], { cwd: plugin("/!/g") });
    expect(exitCode).toBe(3);
    expect(stderr).toContain("Quiet");
  });
});

describe("without an addon", () => {
  it.each(["diff-test", "bench-compare"])(
    "%s does not pass: it says what is missing and how to mend it",
    async (command) => {
      const cwd = scratch();
      const fixture = ["plugin-manifest.yaml", "src/index.ts"];
      mkdirSync(join(cwd, "src"));
      for (const name of fixture) writeFileSync(join(cwd, name), readFileSync(join(shout, name)));
      const { exitCode, stderr } = await run([command], { cwd });
      expect(exitCode).toBe(4);
      expect(stderr).toContain("the addon is not built");
      expect(stderr).toContain("mcpplugins build");
    },
  );
});
