import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { checkContract, checkStricter } from "../../../src/catalog/check-repository.ts";
import { CATALOG_RULE_DOCS } from "../../../src/catalog/docs.ts";
import type { CatalogRuleCode } from "../../../src/catalog/rules/index.ts";
import type { FakeFiles } from "../validate/check.ts";
import { repositoryFiles, repositoryOf } from "./fixture.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const codes = Object.keys(CATALOG_RULE_DOCS) as CatalogRuleCode[];
const pageOf = (code: string): string => readFileSync(`${root}docs/rules/${code}.md`, "utf8");

/** The repository that an example shows: one file of the valid one written anew, or a list of the files that are there. */
function exampleOf(page: string, section: string): FakeFiles {
  const valid = repositoryFiles("demo");
  const written = new RegExp(`## ${section}\n\n\`(.+)\`\n\n\`\`\`\\w+\n([\\s\\S]*?)\`\`\``).exec(page);
  if (written !== null) return { ...valid, [written[1]!]: written[2]! };
  const listed = new RegExp(`## ${section}\n\n\`\`\`text\n([\\s\\S]*?)\`\`\``).exec(page)?.[1];
  if (listed === undefined) throw new Error(`no example '${section}'`);
  return Object.fromEntries(
    listed
      .trim()
      .split("\n")
      .map((path) => [path, valid[path] ?? ""]),
  );
}

async function codesOf(files: FakeFiles): Promise<readonly string[]> {
  const repository = await repositoryOf(files);
  return [...checkContract(repository), ...checkStricter(repository)].map(({ code }) => code);
}

describe.each(codes)("the page of %s", (code) => {
  it("names the rule and its severity, and shows an example before and after", () => {
    expect(pageOf(code)).toMatch(
      new RegExp(`^# ${code}\n\nSeverity: ${CATALOG_RULE_DOCS[code].severity}\n\n[^#]+## Before\n\n[^#]+## After\n\n`),
    );
  });
});

// The example of this rule would be six plugins long; contract.test.ts has it.
describe.each(codes.filter((code) => code !== "catalog/workspace-dependencies"))("the example of %s", (code) => {
  it("breaks the rule before", async () => {
    expect(new Set(await codesOf(exampleOf(pageOf(code), "Before")))).toEqual(new Set([code]));
  });

  it("breaks no rule after", async () => {
    expect(await codesOf(exampleOf(pageOf(code), "After"))).toEqual([]);
  });
});

describe("the rules on repositories", () => {
  it("have a page each, and no page is left of a rule that is gone", () => {
    const pages = ["catalog", "repo"].flatMap((folder) =>
      readdirSync(`${root}docs/rules/${folder}`).map((name) => `${folder}/${name.replace(/\.md$/, "")}`),
    );
    expect(pages.sort()).toEqual([...codes].sort());
  });
});
