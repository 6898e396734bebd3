import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { type Case, caseId, formatCase } from "../../../src/difftest/case.ts";
import { corpusFolder, loadCase, loadCorpus, saveCase } from "../../../src/difftest/corpus.ts";
import { packageRoot } from "../../../src/package.ts";

const tested: Case = {
  hook: "tool_pre_invoke",
  traced: true,
  payload: { args: { q: "\ud800 -0", n: -0, u: undefined } },
  config: { strategy: "stars" },
  before: [{ hook: "tool_pre_invoke", traced: false, payload: null }],
};

function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), "mcpplugins-corpus-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

describe("a stored case", () => {
  test("reads back as it was saved, from a file that is named by its content", async () => {
    const folder = join(scratch(), "corpus");
    const file = await saveCase(folder, tested);
    expect(basename(file)).toBe(`${caseId(tested)}.json`);
    expect(basename(file)).toMatch(/^[0-9a-f]{12}\.json$/);
    expect(await loadCorpus(folder)).toEqual([{ file, case: tested }]);
  });

  test("is saved once, and leaves nothing else behind", async () => {
    const folder = scratch();
    await saveCase(folder, tested);
    await saveCase(folder, tested);
    expect(await readdir(folder)).toEqual([`${caseId(tested)}.json`]);
  });

  test("is readable text that leaves out what is empty", async () => {
    const file = await saveCase(scratch(), { ...tested, payload: { args: { q: "é" } }, before: [] });
    expect(await readFile(file, "utf8")).toMatchInlineSnapshot(`
      "{
        "hook": "tool_pre_invoke",
        "traced": true,
        "payload": {
          "args": {
            "q": "é"
          }
        },
        "config": {
          "strategy": "stars"
        }
      }
      "
    `);
  });

  test.each([
    ["broken JSON", "{", /JSON/],
    ["an unknown hook", formatCase(tested).replace("tool_pre_invoke", "tool_pre"), /hook/],
    ["an unknown key", formatCase(tested).replace('"traced"', '"trace"'), /trace/],
    [
      "a config that is a list",
      formatCase({ ...tested, config: {} }).replace('"config": {}', '"config": []'),
      /object/,
    ],
    ["a mark that stands for nothing", formatCase(tested).replace('"undefined"', '"none"'), /stands for nothing/],
  ])("is refused, not passed over, with %s", async (_, text, details) => {
    const folder = scratch();
    writeFileSync(join(folder, "bad.json"), text);
    await expect(loadCorpus(folder)).rejects.toMatchObject({ exitCode: 4, details: expect.stringMatching(details) });
  });

  test("is not found under a wrong name", async () => {
    await expect(loadCase(join(scratch(), "none.json"))).rejects.toMatchObject({ exitCode: 3 });
  });
});

describe("loadCorpus", () => {
  test("is empty where there is no folder", async () => {
    expect(await loadCorpus(join(scratch(), "none"))).toEqual([]);
  });

  test("reads by name and leaves other files alone", async () => {
    const folder = scratch();
    for (const name of ["b.json", "a.json", ".gitkeep"]) writeFileSync(join(folder, name), formatCase(tested));
    expect((await loadCorpus(folder)).map(({ file }) => basename(file))).toEqual(["a.json", "b.json"]);
  });
});

describe("corpusFolder", () => {
  test("is beside the source of a bundled plugin, and beside the manifest of any other", () => {
    const built = join(packageRoot, "dist", "plugins", "pii_filter");
    expect(corpusFolder({ slug: "pii_filter", folder: built })).toBe(
      join(packageRoot, "src", "plugins", "pii_filter", "corpus"),
    );
    const own = join("/home", "me", "pii_filter");
    expect(corpusFolder({ slug: "pii_filter", folder: own })).toBe(join(own, "corpus"));
  });
});
