import type { SingleReport } from "../../bench/single/bench.ts";
import { isMeasuredSingle, type MeasuredSingle, type SingleOutcome } from "../../bench/single/summarise.ts";
import { describeNote, formatPercent } from "../bench-words.ts";
import { formatBytes, formatDuration, plural } from "../units.ts";
import { changeSection } from "./change-section.ts";
import { environmentSection } from "./environment-section.ts";
import { figures, keyFigure } from "./figures.ts";
import { histogram } from "./histogram.ts";
import { html, type Html, NOTHING } from "./html.ts";
import { timesSection } from "./times-section.ts";

/** One implementation's times. */
export function single(report: SingleReport): Html {
  const { plugin, implementation, notes, partial, scenarios, noiseFloor, floor } = report;
  const measured = scenarios.filter(isMeasuredSingle);
  return html`<article>
    <h2>${plugin.name} <small>${plugin.version}</small></h2>
    <p class="lead">
      ${implementation}, ${plural(scenarios.length, "scenario")}${partial ? ", partial: interrupted" : ""}
    </p>
    ${notes.map((note) => html`<p class="note">${describeNote(note, plugin.name)}</p>`)}
    <div class="keys">
      ${noiseFloor === undefined ? NOTHING : keyFigure(formatPercent(noiseFloor), "noise floor")}
      ${floor.status === "measured" ? keyFigure(formatDuration(floor.summary.time.median), "call with an empty payload") : NOTHING}
    </div>
    ${changeSection(report)} ${scenarios.map(untimed)} ${timesSection(measured.map((of) => card(of, report)))}
    ${environmentSection(report.environment, report)}
  </article>`;
}

function untimed(outcome: SingleOutcome): Html {
  switch (outcome.status) {
    case "measured":
      return NOTHING;
    case "failed":
      return html`<p class="note">${outcome.scenario.name} was not timed: ${outcome.message}</p>`;
    case "interrupted":
      return html`<p class="note">${outcome.scenario.name} was not timed: interrupted</p>`;
  }
}

function card({ scenario, summary, measurement }: MeasuredSingle, { implementation }: SingleReport): Html {
  const { noise, yard, memory } = measurement;
  const samples = [...noise.first.samples, ...noise.second.samples, ...yard.first.samples];
  const { low, high } = summary.interval;
  const facts = [
    scenario.hook,
    `text ${formatBytes(scenario.bytes)}`,
    plural(scenario.variants, "payload"),
    `noise ${formatPercent(summary.noiseFloor)}`,
  ];
  return html`<div class="card">
    <h4>${scenario.name}</h4>
    <p class="value">${formatDuration(summary.time.median)} (${formatDuration(low)} to ${formatDuration(high)})</p>
    ${figures(scenario.name, [{ name: implementation, time: summary.time, memory }])}
    ${histogram(implementation, samples, implementation)}
    <p class="facts">${facts.join(" · ")}</p>
  </div>`;
}
