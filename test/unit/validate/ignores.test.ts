import { describe, expect, it } from "vitest";
import { check } from "./check.ts";

const plugin = (...lines: readonly string[]): string =>
  ["plugins:", "  - name: a", "    kind: b.C", ...lines.map((line) => `    ${line}`), ""].join("\n");

async function found(text: string): Promise<string[]> {
  return (await check(text)).map(({ code, marked }) => `${code} ${marked}`);
}

describe("a comment that ignores", () => {
  it.each([
    ["at the end of the line", plugin("mode: enforce # mcpplugins-ignore config/legacy-mode")],
    ["with nothing between it and its sign", plugin("mode: enforce #mcpplugins-ignore config/legacy-mode")],
    ["on the line before", plugin("# mcpplugins-ignore config/legacy-mode", "mode: enforce")],
    [
      "before other comments and empty lines",
      plugin("# mcpplugins-ignore config/legacy-mode", "# kept", "", "mode: enforce"),
    ],
    ["with a reason", plugin("mode: enforce # mcpplugins-ignore config/legacy-mode # moved in May")],
  ])("leaves nothing to say of its code %s", async (_, text) => {
    expect(await found(text)).toEqual([]);
  });

  it("takes several codes for one line", async () => {
    const text =
      'plugins: [{name: "", kind: b, mode: enforce}] # mcpplugins-ignore config/legacy-mode config/empty-name\n';
    expect(await found(text)).toEqual([]);
  });

  it.each([
    [
      "nothing to ignore",
      plugin("mode: audit # mcpplugins-ignore config/legacy-mode"),
      "there is no 'config/legacy-mode' on this line",
    ],
    [
      "a code that does not exist",
      plugin("mode: audit # mcpplugins-ignore config/legacy-mod"),
      "there is no diagnostic 'config/legacy-mod'",
    ],
    [
      "what CPEX refuses",
      plugin("mode: auto # mcpplugins-ignore schema/unknown-value"),
      "'schema/unknown-value' can't be ignored here: CPEX refuses the file all the same",
    ],
    [
      "nothing at the end of the file",
      `${plugin()}# mcpplugins-ignore config/legacy-mode`,
      "there is no 'config/legacy-mode' on this line",
    ],
  ])("says so when it names %s", async (_, text, message) => {
    const unused = (await check(text)).filter(({ code }) => code === "ignore/unused");
    expect(unused.map((one) => [one.severity, one.message])).toEqual([["warning", message]]);
  });

  it("says which code is near", async () => {
    const [unused] = await check(plugin("mode: audit # mcpplugins-ignore config/legacy-mod"));
    expect(unused?.help).toBe("Did you mean 'config/legacy-mode'?");
  });

  it.each([
    ["in quotes", plugin('description: "a # mcpplugins-ignore config/path"')],
    ["in a block of text", plugin("description: |", "  # mcpplugins-ignore config/path")],
    ["inside a word", plugin("description: a#mcpplugins-ignore")],
  ])("is no comment %s", async (_, text) => {
    expect(await found(text)).toEqual([]);
  });

  it("may ignore an error that depends on this machine", async () => {
    const client = (comment: string): string =>
      `plugins: [{name: a, kind: external, mcp: {proto: STDIO, script: /x.py}}]${comment}\n`;
    expect(await found(client(""))).toEqual(["config/path /x.py"]);
    expect(await found(client(" # mcpplugins-ignore config/path"))).toEqual([]);
  });
});
