import { describe, expect, it } from "vitest";
import { check } from "./check.ts";
import { CONFIG_CASES, mcp, plugin } from "./config-cases.ts";

describe("a config", () => {
  it.each(CONFIG_CASES)("with $title", async ({ text, found, options }) => {
    const diagnostics = await check(text, options);
    expect(diagnostics.map(({ severity, code, marked }) => `${severity} ${code} ${marked}`)).toEqual(found);
  });

  it("marks the same text with Windows line breaks, a byte order mark and characters outside the BMP", async () => {
    for (const { text, found, options } of CONFIG_CASES.filter(
      (one) => !one.found.some((line) => line.includes("-mapping")),
    )) {
      const other = `\uFEFF# 😀\r\n${text.replaceAll("\n", "\r\n")}`;
      const diagnostics = await check(other, options);
      expect(diagnostics.map(({ severity, code, marked }) => `${severity} ${code} ${marked}`)).toEqual(found);
    }
  });
});

describe("a diagnostic", () => {
  it.each([
    [plugin("mode: sequental"), "Did you mean 'sequential'?"],
    [plugin("version: 1.0"), 'Put it in quotes: "1.0"'],
    [plugin("hooks: evaluate"), "Write it as a list: [evaluate]"],
    [plugin("mode: permissive"), "add 'on_error: ignore' to keep that"],
    [plugin("mode: permissive", "on_error: fail"), "Write 'mode: transform'."],
    [plugin("mode: enforce_ignore_error"), "Write 'mode: sequential' and 'on_error: ignore'."],
    [mcp('proto: STREAMABLEHTTP, url: "http://10.0.0.1/"'), "PLUGINS_SSRF_PROTECTION_ENABLED=false"],
    ["plugin_settings: {plugin_timeout: 9, x: 1}\n", "Set PLUGINS_PLUGIN_TIMEOUT=9. Nothing takes the place of x."],
  ])("on %j says what to do", async (text, help) => {
    expect(await check(text)).toMatchObject([{ help: expect.stringContaining(help) as string }]);
  });

  it.each([
    [
      "mode: 5",
      "'mode' must be one of sequential, transform, audit, concurrent, fire_and_forget, disabled; got the number 5",
    ],
    ["mode: off", "got off, which YAML reads as false"],
    ["version: 2024-01-01", "'version' must be a string or null; got 2024-01-01, which YAML reads as a date"],
    ["priority: [1]", "'priority' must be a whole number; got a list"],
    ["mode: x", "'x' is not a value of 'mode'; it takes sequential, transform"],
  ])("on %s names both what is asked for and what was found", async (line, message) => {
    const [diagnostic] = await check(plugin(line));
    expect(diagnostic!.message).toContain(message);
  });

  it.each([
    ["hooks: [evaluate, evaluate]", ["evaluate"]],
    ["mode: audit\n    mode: audit", ["mode"]],
  ])("on %s shows the other place too", async (lines, related) => {
    expect(await check(plugin(lines))).toMatchObject([{ related }]);
  });
});
