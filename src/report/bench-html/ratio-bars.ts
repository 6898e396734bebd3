import type { ScenarioOutcome } from "../../bench/outcome.ts";
import { describeDifference, describePlace } from "../bench-words.ts";
import { html, type Html, NOTHING } from "./html.ts";
import { at, logScale } from "./scale.ts";

const WIDTH = 400;
const HEIGHT = 12;

/** Every scenario with its ratio and the interval on one axis; what was not timed says why. */
export function ratioBars(outcomes: readonly ScenarioOutcome[]): Html {
  const ends = outcomes.flatMap((outcome) =>
    outcome.status === "measured" ? [outcome.summary.interval.low, outcome.summary.interval.high, 1] : [],
  );
  const domain = [Math.min(...ends) / 1.05, Math.max(...ends) * 1.05] as const;
  return html`<ul class="rows">
    ${outcomes.map((outcome) => row(outcome, domain))}
  </ul>`;
}

function row(outcome: ScenarioOutcome, domain: readonly [number, number]): Html {
  const { name } = outcome.scenario;
  switch (outcome.status) {
    case "measured": {
      const { difference } = outcome.summary;
      return html`<li>
        <span class="name">${name}</span
        ><span class="value ${difference}">${describeDifference(outcome.summary)}</span>${bar(outcome.summary, domain)}
      </li>`;
    }
    case "disagreed":
      return html`<li>
        <span class="name">${name}</span
        ><span class="value slower">not timed: ${describePlace(outcome.disagreement)}</span>
      </li>`;
    case "failed":
      return html`<li>
        <span class="name">${name}</span><span class="value slower">not timed: both throw: ${outcome.message}</span>
      </li>`;
    case "interrupted":
      return html`<li><span class="name">${name}</span><span class="value none">not timed: interrupted</span></li>`;
  }
}

interface Ratio {
  readonly ratio: number;
  readonly interval: { readonly low: number; readonly high: number };
  readonly difference: string;
}

/** From 1 to the ratio, with the interval on top. */
function bar({ ratio, interval, difference }: Ratio, domain: readonly [number, number]): Html {
  const x = logScale(domain, [0, WIDTH]);
  const [from, to] = [Math.min(x(1), x(ratio)), Math.max(x(1), x(ratio))];
  if (!Number.isFinite(to)) return NOTHING;
  return html`<svg class="bar" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">
    <rect class="${difference}" x="${at(from)}" y="2" width="${at(Math.max(1, to - from))}" height="8" />
    <line class="whisker" x1="${at(x(interval.low))}" x2="${at(x(interval.high))}" y1="6" y2="6" />
    <line class="one" x1="${at(x(1))}" x2="${at(x(1))}" y1="0" y2="${HEIGHT}" />
  </svg>`;
}
