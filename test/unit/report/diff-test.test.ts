import { describe, expect, test } from "vitest";
import type { Case } from "../../../src/difftest/case.ts";
import type { FoundDifference } from "../../../src/difftest/result.ts";
import type { DiffTestReport } from "../../../src/difftest/diff-test-plugin.ts";
import { parseReports } from "../../../src/difftest/report-file.ts";
import { renderDiffTestJson } from "../../../src/report/diff-test-json.ts";
import { renderDiffTestJunit } from "../../../src/report/diff-test-junit.ts";
import { renderDiffTestText } from "../../../src/report/diff-test-text.ts";
import { describePlace, describeSides, inspectData, replayCommand } from "../../../src/report/diff-test-words.ts";
import { createStyle } from "../../../src/report/style.ts";

const clean: DiffTestReport = {
  plugin: { name: "tickets", version: "1.0.0" },
  native: {
    file: "/project/tickets.linux-x64-gnu.node",
    abi: 1,
    target: "x86_64-unknown-linux-gnu",
    profile: "release",
    rustc: "rustc 1.95.0 (59807616e 2026-04-14)",
  },
  seed: 7,
  budget: { cases: 2000 },
  ended: "complete",
  cases: {
    stored: 12,
    recorded: 0,
    generated: 2000,
    byHook: { tool_pre_invoke: 1010, tool_post_invoke: 1002 },
    byEffect: { unchanged: 1500, modified: 400, denied: 100, error: 12 },
    differing: 0,
  },
  configs: { run: 125, refused: 3, options: ["block", "label"], varied: ["block", "label"] },
  skipped: [],
  divergences: [],
  differences: [],
  elapsedMs: 250,
};

const tested: Case = {
  hook: "tool_pre_invoke",
  traced: true,
  payload: { args: { q: "AB-\u0663 <b>" } },
  config: { strategy: "stars" },
  before: [],
};

const masked: FoundDifference = {
  case: tested,
  difference: {
    place: "result",
    path: ["modified_payload", "args", "q"],
    aspect: "value",
    native: { kind: "value", value: "***" },
    fallback: { kind: "value", value: "****" },
  },
  source: "generated",
  file: "/project/corpus/0123456789ab.json",
  reproduced: true,
  cases: 13,
};

const refused: FoundDifference = {
  case: { ...tested, config: { words: ["a", "a"] } },
  difference: {
    place: "create",
    path: [],
    aspect: "value",
    native: { kind: "error", message: "one word only" },
    fallback: { kind: "value", value: "created" },
  },
  source: "stored",
  file: "/project/corpus/ba9876543210.json",
  reproduced: true,
  cases: 1,
};

const differing: DiffTestReport = {
  ...clean,
  ended: "differences",
  cases: { ...clean.cases, differing: 14 },
  skipped: [{ file: "/project/corpus/aaaaaaaaaaaa.json", reason: "the plugin has no hook 'evaluate'" }],
  differences: [
    refused,
    { ...masked, case: { ...tested, before: [{ hook: "tool_pre_invoke", payload: null, traced: false }] } },
  ],
};

const view = (report: DiffTestReport) => ({ report, name: "tickets", cwd: "/project" });
const plain = createStyle(false);

describe("the text report", () => {
  test("of a clean run says what was covered", () => {
    expect(renderDiffTestText(view(clean), plain)).toMatchInlineSnapshot(`
      "tickets: native against fallback
         native    x86_64-unknown-linux-gnu, ABI 1, rustc 1.95.0, release build
         seed      7
         cases     2,012: 12 of the corpus, 2,000 generated
         hooks     tool_pre_invoke 1,010, tool_post_invoke 1,002
         outcomes  unchanged 1,500, modified 400, denied 100, error 12
         configs   125, 2 of 2 options varied; 3 more refused by both sides

      no difference in 2,012 cases (0.250 s, 8,048 a second)
      "
    `);
  });

  test("of differences shows each case, both sides and how to run it again", () => {
    expect(renderDiffTestText(view(differing), plain)).toMatchInlineSnapshot(`
      "tickets: native against fallback
         native    x86_64-unknown-linux-gnu, ABI 1, rustc 1.95.0, release build
         seed      7
         cases     2,012: 12 of the corpus, 2,000 generated
         hooks     tool_pre_invoke 1,010, tool_post_invoke 1,002
         outcomes  unchanged 1,500, modified 400, denied 100, error 12
         configs   125, 2 of 2 options varied; 3 more refused by both sides

      1. the config
         config    { "words": ["a", "a"] }
         native    throws "one word only"
         fallback  "created"
         case      corpus/ba9876543210.json
         replay    mcpplugins diff-test tickets --replay corpus/ba9876543210.json

      2. tool_pre_invoke, $.modified_payload.args.q
         config    { "strategy": "stars" }
         before    tool_pre_invoke null
         payload   { "args": { "q": "AB-\\u0663 <b>" } }, traced
         native    "***"
         fallback  "****"
         seen in   13 cases
         case      corpus/0123456789ab.json
         replay    mcpplugins diff-test tickets --replay corpus/0123456789ab.json

      corpus/aaaaaaaaaaaa.json was not run: the plugin has no hook 'evaluate'
      14 of 2,012 cases differ, in 2 ways; stopped early, there are enough (0.250 s, 8,048 a second)
      "
    `);
  });

  test("of a replay is about that case alone", () => {
    const cases = { ...clean.cases, stored: 1, generated: 0, differing: 1 };
    const replay = {
      ...clean,
      replay: "/project/corpus/0123456789ab.json",
      cases,
      differences: [{ ...masked, cases: 1 }],
    };
    expect(renderDiffTestText(view(replay), plain)).toMatchInlineSnapshot(`
      "tickets: native against fallback
         native  x86_64-unknown-linux-gnu, ABI 1, rustc 1.95.0, release build
         replay  corpus/0123456789ab.json

      1. tool_pre_invoke, $.modified_payload.args.q
         config    { "strategy": "stars" }
         payload   { "args": { "q": "AB-\\u0663 <b>" } }, traced
         native    "***"
         fallback  "****"
         case      corpus/0123456789ab.json
         replay    mcpplugins diff-test tickets --replay corpus/0123456789ab.json

      1 of 1 case differs, in 1 way (0.250 s)
      "
    `);
  });

  test("says which part of a campaign it is, and what became of declared divergences", () => {
    const divergences = [
      { reason: "folds to k", expires: "2030-01-31", matched: 3 },
      { reason: "rounds", expires: "2029-01-31", matched: 0, problem: "expired" },
    ] as const;
    const text = renderDiffTestText(view({ ...clean, shard: { index: 1, count: 4 }, divergences }), plain);
    expect(text).toMatch(/shard +2\/4\n/);
    expect(text).toMatch(/declared +3 met: folds to k\n/);
    expect(text).toContain("declared divergence expired on 2029-01-31: rounds");
    const junit = renderDiffTestJunit([view({ ...clean, divergences })]);
    expect(junit).toContain('name="divergence: rounds"');
    expect(junit).not.toContain("folds to k");
  });

  test("shows a case that ended its process", () => {
    const crash: FoundDifference = {
      ...refused,
      difference: {
        ...refused.difference,
        place: "crash",
        native: { kind: "error", message: "ended the process: SIGABRT" },
      },
    };
    expect(renderDiffTestText(view({ ...clean, differences: [crash] }), plain)).toMatch(
      /1\. tool_pre_invoke, the process\n(?:.*\n)* +native +throws "ended the process: SIGABRT"\n/,
    );
  });

  test.each<[string, Partial<DiffTestReport>, string]>([
    ["interrupted", { ended: "interrupted" }, "no difference in 2,012 cases; interrupted before it was done"],
    ["without a case", { cases: { ...clean.cases, stored: 0, generated: 0 } }, "nothing was compared"],
    [
      "one case that differs",
      { cases: { ...clean.cases, differing: 1 }, differences: [masked] },
      "1 of 2,012 cases differs, in 1 way",
    ],
    [
      "a case that agreed later",
      { differences: [{ ...masked, reproduced: false }] },
      "the case agreed when it was run again",
    ],
  ])("of a run %s says so", (_, change, sentence) => {
    expect(renderDiffTestText(view({ ...clean, ...change }), plain)).toContain(sentence);
  });
});

describe("the JSON report", () => {
  test("is one document with everything, in which only the timing depends on the machine", () => {
    const text = renderDiffTestJson([view(differing), view(clean)]);
    const document = JSON.parse(text) as { schemaVersion: number; reports: object[] };
    expect(document.schemaVersion).toBe(1);
    expect(document.reports).toHaveLength(2);
    expect(document.reports[0]).toMatchInlineSnapshot(`
      {
        "budget": {
          "cases": 2000,
        },
        "cases": {
          "byEffect": {
            "denied": 100,
            "error": 12,
            "modified": 400,
            "unchanged": 1500,
          },
          "byHook": {
            "tool_post_invoke": 1002,
            "tool_pre_invoke": 1010,
          },
          "differing": 14,
          "generated": 2000,
          "recorded": 0,
          "stored": 12,
        },
        "configs": {
          "options": [
            "block",
            "label",
          ],
          "refused": 3,
          "run": 125,
          "varied": [
            "block",
            "label",
          ],
        },
        "differences": [
          {
            "aspect": "value",
            "case": {
              "before": [],
              "config": {
                "words": [
                  "a",
                  "a",
                ],
              },
              "hook": "tool_pre_invoke",
              "payload": {
                "args": {
                  "q": "AB-٣ <b>",
                },
              },
              "traced": true,
            },
            "cases": 1,
            "fallback": {
              "kind": "value",
              "value": "created",
            },
            "file": "corpus/ba9876543210.json",
            "native": {
              "kind": "error",
              "message": "one word only",
            },
            "path": [],
            "place": "create",
            "replay": "mcpplugins diff-test tickets --replay corpus/ba9876543210.json",
            "reproduced": true,
            "source": "stored",
            "where": "create",
          },
          {
            "aspect": "value",
            "case": {
              "before": [
                {
                  "hook": "tool_pre_invoke",
                  "payload": null,
                  "traced": false,
                },
              ],
              "config": {
                "strategy": "stars",
              },
              "hook": "tool_pre_invoke",
              "payload": {
                "args": {
                  "q": "AB-٣ <b>",
                },
              },
              "traced": true,
            },
            "cases": 13,
            "fallback": {
              "kind": "value",
              "value": "****",
            },
            "file": "corpus/0123456789ab.json",
            "native": {
              "kind": "value",
              "value": "***",
            },
            "path": [
              "modified_payload",
              "args",
              "q",
            ],
            "place": "result",
            "replay": "mcpplugins diff-test tickets --replay corpus/0123456789ab.json",
            "reproduced": true,
            "source": "generated",
            "where": "$.modified_payload.args.q",
          },
        ],
        "divergences": [],
        "ended": "differences",
        "native": {
          "abi": 1,
          "file": "tickets.linux-x64-gnu.node",
          "profile": "release",
          "rustc": "rustc 1.95.0 (59807616e 2026-04-14)",
          "target": "x86_64-unknown-linux-gnu",
        },
        "plugin": {
          "name": "tickets",
          "version": "1.0.0",
        },
        "seed": 7,
        "skipped": [
          {
            "file": "corpus/aaaaaaaaaaaa.json",
            "reason": "the plugin has no hook 'evaluate'",
          },
        ],
        "timing": {
          "elapsedMs": 250,
        },
      }
    `);
    expect(renderDiffTestJson([view({ ...clean, elapsedMs: 1 })]).replace(/"elapsedMs": \d+/, "")).toBe(
      renderDiffTestJson([view(clean)]).replace(/"elapsedMs": \d+/, ""),
    );
  });
});

describe("the JUnit report", () => {
  test("has a test a hook, and one for each stored case that differs or was not run", () => {
    expect(renderDiffTestJunit([view(differing)])).toMatchInlineSnapshot(`
      "<?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="mcpplugins diff-test">
        <testsuite name="tickets" tests="5" failures="2" errors="1" time="0.250">
          <testcase classname="diff-test.tickets" name="corpus: ba9876543210.json">
            <failure message="native and fallback differ at create">config    { &quot;words&quot;: [&quot;a&quot;, &quot;a&quot;] }
      native    throws &quot;one word only&quot;
      fallback  &quot;created&quot;
      replay    mcpplugins diff-test tickets --replay corpus/ba9876543210.json</failure>
          </testcase>
          <testcase classname="diff-test.tickets" name="corpus: aaaaaaaaaaaa.json">
            <error message="the plugin has no hook 'evaluate'"></error>
          </testcase>
          <testcase classname="diff-test.tickets" name="generated: tool_pre_invoke">
            <failure message="native and fallback differ at $.modified_payload.args.q">config    { &quot;strategy&quot;: &quot;stars&quot; }
      before    tool_pre_invoke null
      payload   { &quot;args&quot;: { &quot;q&quot;: &quot;AB-\\u0663 &lt;b&gt;&quot; } }, traced
      native    &quot;***&quot;
      fallback  &quot;****&quot;
      replay    mcpplugins diff-test tickets --replay corpus/0123456789ab.json</failure>
          </testcase>
          <testcase classname="diff-test.tickets" name="generated: tool_post_invoke"></testcase>
          <testcase classname="diff-test.tickets" name="run"></testcase>
        </testsuite>
      </testsuites>
      "
    `);
  });

  test("holds only characters that XML can hold", () => {
    const { difference } = masked;
    const odd = { ...masked, difference: { ...difference, path: ['\0\ud800\u001b<&>"'] } };
    const xml = renderDiffTestJunit([
      view({ ...clean, differences: [odd], plugin: { name: "<\0\ufffe\ud800>", version: "1" } }),
    ]);
    expect(xml).toContain('name="&lt;\ufffd\ufffd\ufffd&gt;"');
    expect(xml.isWellFormed()).toBe(true);
  });

  test("is an error when the run was not finished", () => {
    expect(renderDiffTestJunit([view({ ...clean, ended: "interrupted" })])).toContain('errors="1"');
  });
});

describe("inspectData", () => {
  test.each<[unknown, string]>([
    [undefined, "undefined"],
    [-0, "-0"],
    [[NaN, null, true], "[NaN, null, true]"],
    [{}, "{}"],
    [{ a: "é\u212a\ud800\n" }, '{ "a": "\\u00e9\\u212a\\ud800\\n" }'],
    ["😀", '"\\ud83d\\ude00"'],
  ])("shows %j unmistakably", (data, shown) => {
    expect(inspectData(data)).toBe(shown);
  });
});

describe("describePlace", () => {
  const at = { aspect: "value", native: { kind: "absent" }, fallback: { kind: "absent" } } as const;
  test.each([
    [{ ...at, place: "result", path: ["metadata", "a b", 0] } as const, '$.metadata["a b"][0]'],
    [{ ...at, place: "result", path: [] } as const, "$"],
    [{ ...at, place: "find", text: "\u017f", path: [0, "end"] } as const, 'find("\\u017f")[0].end'],
    [{ ...at, place: "payload", path: ["args"] } as const, "payload.args (the caller's own, changed in place)"],
    [{ ...at, aspect: "key order", place: "result", path: ["metadata"] } as const, "$.metadata (order of keys)"],
  ])("spells %j", (difference, shown) => {
    expect(describePlace(difference)).toBe(shown);
  });
});

describe("describeSides", () => {
  test("cuts long values around the place where they part", () => {
    const long = (middle: string) => ({ kind: "value", value: "x".repeat(500) + middle + "y".repeat(500) }) as const;
    const sides = describeSides(
      { place: "result", path: [], aspect: "value", native: long("A"), fallback: long("B") },
      20,
    );
    expect(sides).toEqual([
      ["native", "… xxxxxxxxxxAyyyyyyyyy … (1,003 characters)"],
      ["fallback", "… xxxxxxxxxxByyyyyyyyy … (1,003 characters)"],
    ]);
  });
});

describe("a report with a third implementation", () => {
  const third: FoundDifference = {
    ...masked,
    difference: {
      ...masked.difference,
      native: masked.difference.fallback,
      external: { kind: "absent" },
      odd: "external",
    },
  };
  const report: DiffTestReport = {
    ...differing,
    against: "/project/gateway.yaml",
    externalCases: 900,
    differences: [third],
  };

  test("shows all three sides and which of them stands alone", () => {
    const text = renderDiffTestText(view(report), plain);
    expect(text).toContain("native against fallback, and an external implementation");
    expect(text).toMatch(/external +asked in 900 cases/);
    expect(text).toMatch(/fallback +"\*{4}"\n +external +\(absent\)\n +odd one +external differs from the other two\n/);
    expect(text).toContain("diff-test tickets --against gateway.yaml --replay");
    expect(renderDiffTestJunit([view(report)])).toContain("external and both of ours differ at");
  });

  test("says so when all three differ", () => {
    const { odd: _, ...difference } = third.difference;
    const text = renderDiffTestText(view({ ...report, differences: [{ ...third, difference }] }), plain);
    expect(text).toMatch(/odd one +all three differ\n/);
  });

  test("is read back as it was", () => {
    const [read] = parseReports(renderDiffTestJson([view(report)]), "report.json", "/project");
    expect(read).toEqual(report);
  });

  test("is no pass when no case reached it", () => {
    expect(renderDiffTestText(view({ ...clean, against: "/a.yaml", externalCases: 0 }), plain)).toContain(
      "no case reached the external implementation",
    );
  });
});

describe("replayCommand", () => {
  test("quotes for the shell, and repeats the run where the case has no file", () => {
    const { file: _, ...unsaved } = masked;
    const odd = { ...masked, file: "/project/it's here/1.json" };
    expect(replayCommand(view(clean), odd)).toBe(`mcpplugins diff-test tickets --replay 'it'\\''s here/1.json'`);
    expect(replayCommand(view(clean), unsaved)).toBe("mcpplugins diff-test tickets --seed 7 --cases 2000");
    expect(replayCommand(view({ ...clean, shard: { index: 0, count: 2 } }), unsaved)).toBe(
      "mcpplugins diff-test tickets --seed 7 --cases 2000 --shard 1/2",
    );
    expect(replayCommand({ ...view({ ...clean, budget: { seconds: 9 } }), name: undefined }, unsaved)).toBe(
      "mcpplugins diff-test --seed 7 --time 9",
    );
  });
});
