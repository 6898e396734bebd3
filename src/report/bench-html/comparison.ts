import type { BenchReport } from "../../bench/bench-compare.ts";
import { isMeasured, type Measured } from "../../bench/outcome.ts";
import {
  crossingShare,
  describeDifference,
  describeNote,
  describeVerdict,
  formatPercent,
  formatPValue,
  formatRatio,
  isGoodVerdict,
} from "../bench-words.ts";
import { formatBytes, formatDuration, plural } from "../units.ts";
import { changeSection } from "./change-section.ts";
import { environmentSection } from "./environment-section.ts";
import { figures, keyFigure } from "./figures.ts";
import { histogram } from "./histogram.ts";
import { html, type Html, NOTHING } from "./html.ts";
import { ratioBars } from "./ratio-bars.ts";
import { ratioChart } from "./ratio-chart.ts";
import { timesSection } from "./times-section.ts";

/** One comparison of native and fallback. */
export function comparison(report: BenchReport): Html {
  const { plugin, baseline, candidate, verdict, notes, partial, scenarios, overall } = report;
  const measured = scenarios.filter(isMeasured);
  return html`<article>
    <h2>${plugin.name} <small>${plugin.version}</small></h2>
    <p class="lead">
      ${candidate} against ${baseline},
      ${plural(scenarios.length, "scenario")}${partial ? ", partial: interrupted" : ""}
    </p>
    <p class="verdict ${isGoodVerdict(verdict) ? "good" : "bad"}">${describeVerdict(verdict, plugin.name)}</p>
    ${notes.map((note) => html`<p class="note">${describeNote(note, plugin.name)}</p>`)} ${keyFigures(report)}
    ${changeSection(report)}
    <div class="pair">
      <section>
        <h3>Ratio by scenario</h3>
        <p class="muted">Time of ${baseline} by time of ${candidate}, with the 95% interval.</p>
        ${ratioBars(scenarios)}
      </section>
      ${
        measured.length === 0
          ? NOTHING
          : html`<section>
              <h3>Ratio by size</h3>
              <p class="muted">By the text of a payload, in UTF-8 bytes.</p>
              ${ratioChart(measured, overall)}${legend()}
            </section>`
      }
    </div>
    ${timesSection(measured.map((of) => card(of, report)))} ${environmentSection(report.environment, report)}
  </article>`;
}

function keyFigures({ overall, floor, crossing, candidate, baseline }: BenchReport): Html {
  const keys: Html[] = [];
  if (overall !== undefined) {
    const { geometricMean, interval, smallest, paysFrom, noiseFloor } = overall;
    keys.push(
      keyFigure(
        formatRatio(geometricMean),
        `geometric mean, ${formatRatio(interval.low)} to ${formatRatio(interval.high)}`,
      ),
    );
    keys.push(keyFigure(formatRatio(smallest.ratio), `smallest: ${smallest.scenario}`));
    keys.push(
      paysFrom === undefined
        ? keyFigure("-", `${candidate} does not pay at the largest size`)
        : keyFigure(formatBytes(paysFrom), `of text and more: ${candidate} pays`),
    );
    keys.push(keyFigure(formatPercent(noiseFloor), "noise floor"));
  }
  if (crossing !== undefined) keys.push(keyFigure(formatDuration(crossing.median), "to cross into native and back"));
  if (floor.status === "measured") {
    const [slow, quick] = [
      formatDuration(floor.summary.baseline.median),
      formatDuration(floor.summary.candidate.median),
    ];
    keys.push(keyFigure(quick, `for a ${candidate} call with an empty payload; ${baseline} ${slow}`));
  }
  return html`<div class="keys">${keys}</div>`;
}

function legend(): Html {
  return html`<p class="legend">
    <span class="mark faster">&#9679;</span> native faster <span class="mark slower">&#9662;</span> native slower
    <span class="mark none">&#9675;</span> no difference
  </p>`;
}

function card({ scenario, summary, measurement }: Measured, { baseline, candidate, crossing }: BenchReport): Html {
  const { pairs, memory } = measurement;
  const facts = [
    scenario.hook,
    `text ${formatBytes(scenario.bytes)}`,
    plural(scenario.variants, "payload"),
    formatPValue(summary.pValue),
    `noise ${formatPercent(summary.noiseFloor)}`,
    ...(crossing === undefined || scenario.bytes === 0
      ? []
      : [`crossing ${formatPercent(crossingShare(crossing.median, summary.candidate.median))} of native`]),
  ];
  return html`<div class="card">
    <h4>${scenario.name}</h4>
    <p class="value ${summary.difference}">${describeDifference(summary)}</p>
    ${figures(scenario.name, [
      { name: baseline, time: summary.baseline, memory: memory?.first },
      { name: candidate, time: summary.candidate, memory: memory?.second },
    ])}
    <p class="side">${baseline}</p>
    ${histogram("fallback", pairs.first.samples, baseline)}
    <p class="side">${candidate}</p>
    ${histogram("native", pairs.second.samples, candidate)}
    <p class="facts">${facts.join(" · ")}</p>
  </div>`;
}
