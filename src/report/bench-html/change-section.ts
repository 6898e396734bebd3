import type { Change } from "../../bench/baseline/change.ts";
import type { SinceReport } from "../../bench/baseline/judge.ts";
import type { RegressionGate } from "../../bench/baseline/regression.ts";
import type { ScenarioChange } from "../../bench/baseline/scenario-change.ts";
import {
  describeBaseline,
  describeEnvironmentChanges,
  describeGate,
  describeMetric,
  describeScenarioChange,
  describeTimes,
  formatChangeWithin,
  isFinding,
  toneOf,
} from "../bench-change-words.ts";
import { html, type Html, NOTHING } from "./html.ts";
import { at, linearScale, type Scale } from "./scale.ts";

const WIDTH = 400;
const HEIGHT = 12;
/** The axis goes at least this far to either side, so that a quiet run looks quiet. */
const LEAST_REACH = 0.1;
/** What is slower or faster by more than this is drawn at the edge. */
const MOST_REACH = 0.5;

/** What has changed since a baseline; nothing where there is none. */
export function changeSection({ change, gate }: SinceReport): Html {
  if (change === undefined) return NOTHING;
  const environment = describeEnvironmentChanges(change);
  const reach = reachOf(change, gate);
  const x = linearScale([-reach, reach], [0, WIDTH]);
  return html`<section>
    <h3>Since baseline ${describeBaseline(change)}</h3>
    ${gate === undefined ? NOTHING : html`<p class="verdict ${toneOf(gate)}">${describeGate(gate)}</p>`}
    <p class="muted">
      Change of ${describeMetric(change)}; to the right is slower. The dotted line stands for no
      change${gate === undefined ? "" : ", the red one for the largest that passes"}.
    </p>
    ${environment === undefined ? NOTHING : html`<p class="note">${environment}</p>`}
    <ul class="rows">
      ${change.scenarios.map((one) => row(one, change, gate, x))}${overallRow(change, x)}
    </ul>
  </section>`;
}

function reachOf({ scenarios, overall }: Change, gate: RegressionGate | undefined): number {
  const ends = [...scenarios.filter((one) => one.status === "compared"), ...(overall === undefined ? [] : [overall])];
  const distances = ends.flatMap(({ interval }) => [Math.abs(interval.low - 1), Math.abs(interval.high - 1)]);
  return Math.min(MOST_REACH, Math.max(LEAST_REACH, (gate?.allowed ?? 0) * 1.5, ...distances));
}

function row(one: ScenarioChange, change: Change, gate: RegressionGate | undefined, x: Scale): Html {
  const isBad = isFinding(gate, one.scenario) || (one.status === "compared" && one.direction === "slower");
  const tone = isBad ? "slower" : one.status === "compared" ? one.direction : "none";
  const drawn =
    one.status === "compared"
      ? html`<span class="times">${describeTimes(one, change)}</span>${range(one, tone, gate, x)}`
      : NOTHING;
  return html`<li>
    <span class="name">${one.scenario}</span><span class="value ${tone}">${describeScenarioChange(one)}</span>${drawn}
  </li>`;
}

function overallRow({ overall }: Change, x: Scale): Html {
  if (overall === undefined) return NOTHING;
  return html`<li class="total">
    <span class="name">All together</span
    ><span class="value">${formatChangeWithin(overall.factor, overall.interval)}</span
    >${range(overall, "none", undefined, x)}
  </li>`;
}

interface Estimate {
  readonly factor: number;
  readonly interval: { readonly low: number; readonly high: number };
}

/** The interval of a change around its estimate, with a line at none and one at the largest that passes. */
function range(
  { factor, interval: { low, high } }: Estimate,
  tone: string,
  gate: RegressionGate | undefined,
  x: Scale,
): Html {
  const place = (value: number): string => at(Math.min(WIDTH - 2, Math.max(2, x(value - 1))));
  const upright = (name: string, value: number): Html =>
    html`<line class="${name}" x1="${place(value)}" x2="${place(value)}" y1="0" y2="${HEIGHT}" />`;
  return html`<svg class="bar" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">
    ${upright("one", 1)}${gate === undefined ? NOTHING : upright("allowed", 1 + gate.allowed)}
    <line class="range ${tone}" x1="${place(low)}" x2="${place(high)}" y1="6" y2="6" />
    ${upright(`estimate ${tone}`, factor)}
  </svg>`;
}
