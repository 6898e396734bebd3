import { describe, expect, it } from "vitest";
import { ADVICE_CASES } from "./advice-cases.ts";
import { check } from "./check.ts";
import { plugin } from "./config-cases.ts";

async function found(text: string): Promise<string[]> {
  const diagnostics = await check(text);
  return diagnostics.map(
    ({ severity, code, marked }) => `${severity === "warning" ? "" : `${severity} `}${code} ${marked}`,
  );
}

describe("a config that CPEX takes without a word", () => {
  it.each(ADVICE_CASES)("with $title", async (one) => {
    expect(await found(one.text)).toEqual(one.found);
  });

  it("is marked at the same text with Windows line breaks, a byte order mark and characters outside the BMP", async () => {
    for (const one of ADVICE_CASES)
      expect(await found(`\uFEFF# 😀\r\n${one.text.replaceAll("\n", "\r\n")}`)).toEqual(one.found);
  });
});

describe("the advice", () => {
  it.each([
    [plugin("priority: 0100"), "YAML 1.1 reads 0100 as the octal number 64", "Write 64, or 100."],
    [plugin("config: {x: 1e3}"), "YAML 1.1 reads 1e3 as a text", "Write 1.0e+3."],
    [plugin("config: {p: 'a{{ 2,3 }}'}"), "Jinja writes (2, 3) here", "Write {2,3}"],
    [plugin("config: {pattern: '(?:é+)+!'}"), 'on a text such as "\\u00e9', "Leave only one way to match"],
    ["plugins: [{name: a, kind: extrenal}]\n", "is no kind that CPEX loads a plugin from", "Did you mean 'external'?"],
    [
      "plugins: [{name: a, kind: cpex_pii_filter.PIIFilterPlugn}]\n",
      "there is no cpex_pii_filter.PIIFilterPlugn",
      "Did you mean 'cpex_pii_filter.PIIFilterPlugin'?",
    ],
  ])("on %j says what happens and what to do", async (text, message, help) => {
    expect(await check(text)).toMatchObject([
      { message: expect.stringContaining(message) as string, help: expect.stringContaining(help) as string },
    ]);
  });

  it("names all plugins that run first, and shows where they are", async () => {
    const plugins = ["x", "y"].map((name) => `  - {name: ${name}, kind: b.C, hooks: [evaluate], priority: 200}\n`);
    const text = `plugins:\n  - {name: a, kind: b.C, hooks: [evaluate], mode: transform}\n${plugins.join("")}`;
    expect(await check(text)).toMatchObject([
      { message: expect.stringContaining("a has priority 100 and runs after x, y:") as string, related: ["x", "y"] },
    ]);
  });
});
