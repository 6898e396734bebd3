import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { checkFile } from "../../../src/validate/check-file.ts";
import type { FileType } from "../../../src/validate/rule.ts";
import { ADVICE_CASES } from "./advice-cases.ts";
import { checksFor, fileOf } from "./check.ts";
import { CONFIG_CASES } from "./config-cases.ts";
import { MANIFEST_CASES } from "./manifest-cases.ts";
import { rangeProblem } from "./range-problem.ts";

const FIXTURES = fileURLToPath(new URL("../../e2e/fixtures/validate/", import.meta.url));

interface File {
  readonly title: string;
  readonly text: string;
  readonly type: FileType;
}

const fixtures = readdirSync(FIXTURES, { recursive: true, encoding: "utf8" })
  .filter((name) => /\.ya?ml$/.test(name))
  .map((name): File => {
    const type = name.includes("manifest") ? "manifest" : "config";
    return { title: name, text: readFileSync(FIXTURES + name, "utf8"), type };
  });
const files: readonly File[] = [
  ...fixtures,
  ...[...CONFIG_CASES, ...ADVICE_CASES].map(({ title, text }): File => ({ title, text, type: "config" })),
  ...MANIFEST_CASES.map(({ title, text }): File => ({ title, text, type: "manifest" })),
];

/** Changes of a text that change nothing of what is marked in it. */
const VARIANTS: readonly (readonly [string, (text: string) => string])[] = [
  ["CRLF", (text) => text.replaceAll("\n", "\r\n")],
  ["characters of two code units before it", (text) => `# 🙂𝒳\n${text}`],
  ["tabs in a comment before it", (text) => `#\tone\t\ttwo\n\n${text}`],
  ["a byte order mark", (text) => `\uFEFF${text}`],
  ["a masked template before it", (text) => `# {{ env.HOME }}{# 🙂\n #}\n${text}`],
];

async function markedIn(text: string, type: FileType): Promise<readonly string[]> {
  const diagnostics = await checkFile(fileOf(text, type), checksFor());
  expect(diagnostics.map((diagnostic) => rangeProblem(text, diagnostic)).filter((one) => one !== undefined)).toEqual(
    [],
  );
  return diagnostics.map(({ code, range: { start, end } }) =>
    `${code} ${text.slice(start.offset, end.offset)}`.replaceAll("\r\n", "\n"),
  );
}

describe("the range of a finding", () => {
  it.each(files)("covers exactly what it is about: $title", async ({ text, type }) => {
    await markedIn(text, type);
  });

  it.each(VARIANTS)("covers the same with %s", async (_, change) => {
    // Line breaks, or a comment before the first character, mean something to these.
    for (const { title, text, type } of files.filter((file) => !/\r|^\uFEFF|^%/.test(file.text))) {
      const changed = change(text);
      if (type === "manifest" && changed.includes("{{")) continue;
      expect([title, ...(await markedIn(changed, type))]).toEqual([title, ...(await markedIn(text, type))]);
    }
  });

  it.each([
    ["after characters of two code units", 'plugins: [{description: "🙂🙂", mode: x, name: a, kind: b.C}]\n', "x"],
    ["that is one itself", "plugins: [{name: a, kind: b.C, 🙂: 1}]\n", "🙂"],
    ["after a tab in quotes", 'plugins: [{description: "a\tb", mode: x, name: a, kind: b.C}]\n', "x"],
    ["after a template", 'plugins: [{description: "{{ env.A }}", mode: x, name: a, kind: b.C}]\n', "x"],
    ["before a comment", "plugins: [{name: a, kind: b.C}]\nplugin_dirs: x # y\n", "x"],
    ["on several lines", 'plugins: [{name: a, kind: b.C, mode: "x\n  y"}]\n', '"x\n  y"'],
    ["of block text", "plugins: [{name: a, kind: b.C}]\nplugin_dirs: |\n  x\n  y\n\n# z\n", "|\n  x\n  y"],
    ["of a list", "plugins: [{name: a, kind: b.C}]\nserver_settings:\n  - a\n  - b # c\n\n# d\n", "- a\n  - b"],
    ["of a key in quotes", "plugins: [{name: a, kind: b.C, 'priorty': 1}]\n", "'priorty'"],
    ["of an empty item", "plugins: [{name: a, kind: b.C}]\nplugin_dirs:\n  - x\n  -\n", "-"],
    ["of an empty value", "plugins: [{name: a, kind: b.C}]\nplugin_dirs:\n", "plugin_dirs"],
  ])("covers a key or value %s", async (_, text, marked) => {
    const [{ start, end } = { start: { offset: 0 }, end: { offset: 0 } }] = (
      await checkFile(fileOf(text, "config"), checksFor())
    )
      .filter(({ code }) => code.startsWith("schema/"))
      .map(({ range }) => range);
    expect(text.slice(start.offset, end.offset)).toBe(marked);
  });
});
