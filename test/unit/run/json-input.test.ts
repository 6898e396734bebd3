import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readJsonInput } from "../../../src/run/json-input.ts";

const cwd = mkdtempSync(join(tmpdir(), "mcpplugins-json-"));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));
writeFileSync(join(cwd, "good.json"), '\uFEFF{"from": "file"}');
writeFileSync(join(cwd, "bad.json"), "{");

const readStdin = async (): Promise<string> => '{"from": "stdin"}';

describe("an argument that stands for JSON", () => {
  it.each([
    ['{"from": "argument"}', { from: "argument" }],
    ["  [1]", [1]],
    ["good.json", { from: "file" }],
    ["-", { from: "stdin" }],
  ])("%s is read from where it says", async (argument, value) => {
    expect(await readJsonInput(argument, { flag: "--payload", cwd, readStdin })).toEqual(value);
  });

  it.each([
    ["{broken", 2, "--payload: not JSON"],
    ["bad.json", 4, "bad.json is not JSON"],
    ["nowhere.json", 3, "no such file"],
    ["-", 3, "no such file"],
  ])("%s is refused where standard input does not count", async (argument, exitCode, message) => {
    await expect(readJsonInput(argument, { flag: "--payload", cwd })).rejects.toMatchObject({
      exitCode,
      message: expect.stringContaining(message) as string,
    });
  });

  it("says so when standard input is not JSON", async () => {
    const sources = { flag: "--payload", cwd, readStdin: async () => "hello" };
    await expect(readJsonInput("-", sources)).rejects.toMatchObject({
      exitCode: 4,
      message: expect.stringMatching(/^standard input is not JSON: /) as string,
    });
  });
});
