import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { fixtures } from "./fixtures.ts";
import { builtFixture, hasCargo, run, scratch } from "./harness.ts";

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
  const folder = scratch(builtFixture("shout"));
  const file = join(folder, "src", "index.ts");
  const source = readFileSync(file, "utf8");
  writeFileSync(file, source.replace("/!/g", find));
  writeFileSync(join(folder, "scenarios.yaml"), scenarios);
  return folder;
}

describe.runIf(hasCargo)("comparing native and fallback", () => {
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
    const found = await run(["diff-test", "--cases", "1000", "--seed", "1"], { cwd });
    expect(found.exitCode).toBe(1);
    const [file = ""] = readdirSync(join(cwd, "corpus"));
    expect(readFileSync(join(cwd, "corpus", file), "utf8")).toContain("!!");
    const replay = /mcpplugins (diff-test .*--replay .*)/.exec(found.stdout)?.[1]?.split(" ") ?? [];
    expect(await run(replay, { cwd })).toMatchObject({ exitCode: 1 });
    // A saved case is run first, even when no new ones are asked for.
    expect(await run(["diff-test", "--cases", "0"], { cwd })).toMatchObject({ exitCode: 1 });
  });

  it("shares a run between processes, and is the same run for the same number of them", async () => {
    const cwd = plugin("/!(?!!)/g");
    const args = ["diff-test", "--cases", "1000", "--seed", "3", "--workers", "2", "--no-save", "--format", "json"];
    const [first, second] = [await run(args, { cwd }), await run(args, { cwd })];
    expect(first.exitCode).toBe(1);
    const withoutTime = (text: string): string => text.replaceAll(/"elapsedMs": [\d.]+/g, "");
    expect(withoutTime(first.stdout)).toBe(withoutTime(second.stdout));
  });

  it("joins the reports of a campaign's shards, and misses one that is not there", async () => {
    const cwd = plugin("/!/g");
    for (const part of ["1", "2"]) {
      const shard = ["--cases", "200", "--seed", "3", "--shard", `${part}/2`];
      const output = ["--format", "json", "--output", `${part}.json`];
      expect(await run(["diff-test", ...shard, ...output], { cwd })).toMatchObject({ exitCode: 0 });
    }
    const merged = await run(["report", "merge", "1.json", "2.json"], { cwd });
    expect(merged.exitCode).toBe(0);
    expect(merged.stdout).toContain("no difference in 200 cases");
    const half = await run(["report", "merge", "2.json"], { cwd });
    expect(half.exitCode).toBe(4);
    expect(half.stderr).toContain("there is no report of 1/2");
  });

  it("survives a case that ends its process, and reports it", async () => {
    const cwd = plugin("/!/g");
    const file = join(cwd, "src", "index.ts");
    const source = readFileSync(file, "utf8");
    writeFileSync(
      file,
      source.replace("find(text, found) {", "find(text, found) {\n if (/!!/.test(text)) process.abort();"),
    );
    const { exitCode, stdout } = await run(["diff-test", "--cases", "1000", "--seed", "2"], { cwd });
    expect(exitCode).toBe(1);
    expect(stdout).toContain('ended the process: SIGABRT"');
    const [saved = ""] = readdirSync(join(cwd, "corpus"));
    expect(readFileSync(join(cwd, "corpus", saved), "utf8")).toMatch(/"!!"/);
    expect(await run(["diff-test", "--replay", `corpus/${saved}`], { cwd })).toMatchObject({ exitCode: 1 });
  });

  it("passes over a declared divergence, and does not pass when it is none any more", async () => {
    const cwd = plugin("/!(?!!)/g");
    const declare = (match: string): void =>
      writeFileSync(
        join(cwd, "divergences.yaml"),
        `divergences:\n  - { match: ${match}, reason: one of several is enough, expires: 2999-12-31 }\n`,
      );
    const args = ["diff-test", "--cases", "400", "--seed", "1", "--no-save"];
    declare("{ place: find }");
    expect(await run(args, { cwd })).toMatchObject({ exitCode: 1 });
    writeFileSync(
      join(cwd, "divergences.yaml"),
      ["find", "result"]
        .map((place) => `  - { match: { place: ${place} }, reason: in ${place}, expires: 2999-12-31 }\n`)
        .reduce((text, entry) => text + entry, "divergences:\n"),
    );
    expect(await run(args, { cwd })).toMatchObject({ exitCode: 0 });
    declare("{ place: log }");
    const agreeing = plugin("/!/g");
    writeFileSync(join(agreeing, "divergences.yaml"), readFileSync(join(cwd, "divergences.yaml")));
    const unused = await run(args, { cwd: agreeing });
    expect(unused.exitCode).toBe(1);
    expect(unused.stdout).toContain("declared divergence was not met: one of several is enough");
  });

  it("measures both sides and gives a verdict", async () => {
    const { exitCode, stdout } = await run(["bench-compare", "--time", "0.2"], { cwd: plugin("/!/g") });
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/1\. Quiet\n +fallback .*\n +native /);
    expect(stdout).toMatch(/geometric mean [\d.]+x/);
  });

  it("keeps a run as a baseline, and judges later ones against it", async () => {
    const cwd = plugin("/!/g");
    const time = ["bench-compare", "--scenario", "Quiet", "--time", "0.1"];
    expect(await run([...time, "--save-baseline", "main"], { cwd })).toMatchObject({ exitCode: 0 });
    const since = ["--baseline", "main", "--fail-on-regression", "900%"];
    const same = await run([...time, ...since], { cwd });
    expect(same).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("PASS: no regression") as string });
    // What both sides took in turns says nothing of one alone.
    expect(await run(["bench", "--baseline", "main"], { cwd })).toMatchObject({ exitCode: 3 });
  });

  it("does not time a scenario on which the two disagree", async () => {
    const { exitCode, stdout } = await run(["bench-compare", "--time", "0.2", "--format", "json"], {
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
      for (const name of fixture) writeFileSync(join(cwd, name), readFileSync(join(fixtures, "shout", name)));
      const { exitCode, stderr } = await run([command], { cwd });
      expect(exitCode).toBe(4);
      expect(stderr).toContain("the addon is not built");
      expect(stderr).toContain("mcpplugins build");
    },
  );
});
