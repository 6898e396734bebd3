import { renderDiffTestJson } from "./diff-test-json.ts";
import { renderDiffTestJunit } from "./diff-test-junit.ts";
import { renderDiffTestText } from "./diff-test-text.ts";
import type { DiffTestView } from "./diff-test-words.ts";
import type { Style } from "./style.ts";

export const DIFF_TEST_FORMATS = ["text", "json", "junit"] as const;
export type DiffTestFormat = (typeof DIFF_TEST_FORMATS)[number];

/** Runs of `diff-test` in one of its formats. */
export function renderDiffTests(views: readonly DiffTestView[], format: DiffTestFormat, style: Style): string {
  switch (format) {
    case "json":
      return renderDiffTestJson(views);
    case "junit":
      return renderDiffTestJunit(views);
    case "text":
      return views.map((view) => renderDiffTestText(view, style)).join("\n");
  }
}
