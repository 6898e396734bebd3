import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { CATALOG_RULE_DOCS } from "../../../src/catalog/docs.ts";
import { docsPage, RULE_DOCS } from "../../../src/validate/docs.ts";
import type { RuleCode } from "../../../src/validate/rules/index.ts";
import { checkSettings } from "../../../src/validate/settings.ts";
import { check, type Marked } from "./check.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
/** Those on repositories are tested in test/unit/catalog. */
const codes = (Object.keys(RULE_DOCS) as RuleCode[]).filter((code) => !Object.hasOwn(CATALOG_RULE_DOCS, code));

/** The examples of a page are checked as files where these exist. */
const FILES = {
  "/project/src/index.ts": "",
  "/project/client.pem": "",
  "/project/client.key": "",
  "/project/ca.pem": "",
};

/** Those of the pages of rules that compare files. */
const OTHER_FILES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "config/manifest": {
    "/project/my_plugins/filter.py": "class Filter(Plugin): ...\n",
    "/project/my_plugins/plugin-manifest.yaml": 'version: "1.1.0"\n',
  },
  "manifest/addon": {
    "/project/native/Cargo.toml": "",
    "/project/my_filter.linux-x64-gnu.node": exampleOf(
      readFileSync(`${root}${docsPage("manifest/addon")}`, "utf8"),
      "After",
    ),
  },
  "manifest/versions": { "/project/package.json": '{"version": "1.1.0"}' },
};

function exampleOf(page: string, section: string): string {
  const example = new RegExp(`## ${section}\n\n\`\`\`yaml\n([\\s\\S]*?)\`\`\``).exec(page)?.[1];
  if (example === undefined) throw new Error(`no example '${section}'`);
  return example;
}

type Found = Pick<Marked, "code" | "severity" | "fix">;

async function checkExample(code: RuleCode, example: string): Promise<Found[]> {
  if (code === "settings/invalid")
    return checkSettings(example, ".mcpplugins.yaml").diagnostics.map(({ severity }) => ({
      code,
      severity,
      fix: undefined,
    }));
  return await check(example, {
    type: code.startsWith("manifest/") ? "manifest" : "config",
    files: { ...FILES, ...OTHER_FILES[code] },
    helm: code === "template/helm",
  });
}

it.each(codes)("the page of %s names the rule and its severity", (code) => {
  const page = readFileSync(`${root}${docsPage(code)}`, "utf8");
  expect(page).toMatch(new RegExp(`^# ${code}\n\nSeverity: ${RULE_DOCS[code].severity}\n\n`));
});

// What can't be read is no example.
describe.each(codes.filter((code) => code !== "file/unreadable"))("the page of %s", (code) => {
  const page = readFileSync(`${root}${docsPage(code)}`, "utf8");

  it("shows a file that the rule is about", async () => {
    expect(await checkExample(code, exampleOf(page, "Before"))).toMatchObject([
      { code, severity: RULE_DOCS[code].severity },
    ]);
  });

  it("says what the fix of that file is, and whether it is safe", async () => {
    const [found] = await checkExample(code, exampleOf(page, "Before"));
    const said = /^Fix: (safe|unsafe)/m.exec(page)?.[1];
    expect(found?.fix === undefined ? undefined : found.fix.safe ? "safe" : "unsafe").toBe(said);
  });

  it("shows the same file mended", async () => {
    expect(await checkExample(code, exampleOf(page, "After"))).toEqual([]);
  });
});

describe("the rules", () => {
  it("have a page each, and no page is left of a rule that is gone", () => {
    const pages = readdirSync(`${root}docs/rules`, { recursive: true, encoding: "utf8" }).filter((name) =>
      name.endsWith(".md"),
    );
    expect(pages.map((name) => name.slice(0, -3)).sort()).toEqual(Object.keys(RULE_DOCS).sort());
  });
});
