import { describe, expect, it } from "vitest";
import { html, Html } from "../../../src/report/bench-html/html.ts";
import { renderBenchHtml, renderSingleHtml } from "../../../src/report/bench-html/page.ts";
import { logTicks } from "../../../src/report/bench-html/scale.ts";
import { disagreed, failedOutcome, interrupted, measured } from "../bench/outcomes.ts";
import { comparisonReport } from "./bench-comparison-reports.ts";
import { singleReport, timed, untimed } from "./bench-single-reports.ts";
import { compared, EVERY_KIND, since } from "./bench-since.ts";

const scenarios = [
  measured("Single SSN, 34 B", { ratio: 4, bytes: 34 }),
  measured("Log, 10 kB", { ratio: 16, bytes: 10_000 }),
  measured("Slow one", { ratio: 0.5, bytes: 200 }),
  measured("Even", { ratio: 1.01, bytes: 0, difference: "none" }),
  disagreed("odd"),
  failedOutcome("broken"),
  interrupted("late"),
];

const pages: readonly (readonly [string, string])[] = [
  ["a comparison", renderBenchHtml([comparisonReport(scenarios, since(EVERY_KIND, 0.05))])],
  ["several comparisons", renderBenchHtml([comparisonReport(scenarios), comparisonReport(scenarios.slice(0, 1))])],
  ["a comparison of nothing", renderBenchHtml([comparisonReport(scenarios.slice(4))])],
  ["one implementation", renderSingleHtml([singleReport([timed("a", 100), untimed("b")], since([compared("a", 1)]))])],
];

/** Throws where a tag is not closed, or closed twice. */
function checkBalance(markup: string): number {
  const open: string[] = [];
  let elements = 0;
  for (const [, closing, name = "", rest = ""] of markup.matchAll(
    /<(\/?)([a-z][\w-]*)((?:\s+[\w:-]+="[^"<]*")*\s*\/?)>/gi,
  )) {
    if (closing === "/") {
      const last = open.pop();
      if (last !== name) throw new Error(`</${name}> closes <${last}>`);
    } else {
      elements++;
      if (!rest.endsWith("/")) open.push(name);
    }
  }
  if (open.length > 0) throw new Error(`left open: ${open.join(", ")}`);
  return elements;
}

describe.each(pages)("the page of %s", (_, page) => {
  it("is well-formed, and all of its markup is tags and entities", () => {
    expect(page.startsWith("<!doctype html>\n<html")).toBe(true);
    expect(checkBalance(page)).toBeGreaterThan(20);
    const text = page
      .replace(/^<!doctype html>/, "")
      .replace(/<style>[\s\S]*?<\/style>/, "")
      .replaceAll(/<\/?[a-z][\w-]*(?:\s+[\w:-]+="[^"<]*")*\s*\/?>/gi, "");
    expect(text).not.toMatch(/[<>]/);
    expect(text.replaceAll(/&(?:amp|lt|gt|quot|#\d+);/g, "")).not.toContain("&");
  });

  it("needs nothing but itself", () => {
    expect(page).not.toMatch(/https?:|\/\/|url\(|@import|<script|<link|<img|<iframe|\s(?:src|href|srcset|on\w+)=/i);
    expect(page).toContain("default-src 'none'");
  });

  it("draws nothing that is not a number", () => {
    expect(page).not.toMatch(/NaN|Infinity|undefined/);
  });

  it("says in words what every drawing shows, or hides it from those who can't see it", () => {
    for (const [tag] of page.matchAll(/<svg[^>]*>/g)) {
      expect(tag).toMatch(/aria-hidden="true"|role="img"[^>]*aria-label="[^"]+"/);
    }
  });
});

describe("renderBenchHtml", () => {
  const [[, page] = ["", ""]] = pages;

  it("shows the ratio, the verdict, the change and the environment", () => {
    for (const text of [
      "16.0x faster (15.2-16.8)",
      "DISAGREEMENT in 1 scenario",
      "REGRESSION: 1 scenario",
      "Some CPU",
    ]) {
      expect(page).toContain(text);
    }
  });

  it("tells faster, slower and undecided apart by shape too", () => {
    expect(page.match(/<circle class="faster"/g)).toHaveLength(2);
    expect(page.match(/<path class="slower"/g)).toHaveLength(1);
  });

  it("takes names for text, whatever is in them", () => {
    const evil = `"><script>alert(1)</script>&\u202e\u0000`;
    const hostile = renderBenchHtml([
      comparisonReport([measured(evil, { ratio: 2, bytes: 10 }), failedOutcome(evil)], {
        plugin: { name: evil, version: evil },
        ...since([compared(evil, 1)]),
      }),
    ]);
    expect(hostile).not.toContain("<script");
    expect(hostile).not.toMatch(/\u202e/);
    expect(checkBalance(hostile)).toBeGreaterThan(20);
  });
});

describe("html", () => {
  it("escapes every text, and leaves markup alone", () => {
    const inner = html`<b>${"a<b"}</b>`;
    expect(html`<p title="${'"'}">${inner}${[inner]}${3}</p>`.markup).toBe(
      '<p title="&quot;"><b>a&lt;b</b><b>a&lt;b</b>3</p>',
    );
    expect(inner).toBeInstanceOf(Html);
  });
});

describe("logTicks", () => {
  it.each([
    [[10, 1000], 6, [10, 100, 1000]],
    [[0.8, 12], 6, [1, 2, 5, 10]],
    [[1, 1e9], 5, [1, 100, 1e4, 1e6, 1e8]],
  ] as const)("of %j, at most %d, are %j", (domain, most, ticks) => {
    expect(logTicks(domain, most)).toEqual(ticks);
  });
});
