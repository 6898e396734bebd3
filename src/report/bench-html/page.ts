import type { BenchReport } from "../../bench/bench-compare.ts";
import type { SingleReport } from "../../bench/single/bench.ts";
import { comparison } from "./comparison.ts";
import { html, Html } from "./html.ts";
import { single } from "./single.ts";
import { STYLES } from "./styles.ts";

/** All comparisons as one page that needs nothing but itself. */
export function renderBenchHtml(reports: readonly BenchReport[]): string {
  return page("bench-compare", reports.map(({ plugin }) => plugin.name).join(", "), reports.map(comparison));
}

/** The times of single implementations as one page that needs nothing but itself. */
export function renderSingleHtml(reports: readonly SingleReport[]): string {
  return page("bench", reports.map(({ plugin }) => plugin.name).join(", "), reports.map(single));
}

/** The policy holds the page to its word: nothing is loaded from anywhere, and no script runs. */
function page(command: string, plugins: string, articles: readonly Html[]): string {
  const document = html`<html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <title>${command}: ${plugins}</title>
      <style>
        ${new Html(STYLES)}
      </style>
    </head>
    <body>
      <main>
        <h1>mcpplugins ${command}</h1>
        ${articles}
      </main>
    </body>
  </html>`;
  return `<!doctype html>\n${document.markup}\n`;
}
