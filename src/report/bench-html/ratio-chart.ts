import type { Measured } from "../../bench/outcome.ts";
import type { Overall } from "../../bench/verdict.ts";
import { describeDifference, formatRatio } from "../bench-words.ts";
import { formatBytes } from "../units.ts";
import { html, type Html, NOTHING } from "./html.ts";
import { at, logScale, logTicks, type Scale } from "./scale.ts";

const WIDTH = 400;
const HEIGHT = 270;
const LEFT = 38;
const RIGHT = 12;
const TOP = 14;
const BOTTOM = 34;

/** The ratio of every scenario with text by the size of the text, both axes logarithmic, with its interval. */
export function ratioChart(measured: readonly Measured[], overall: Overall | undefined): Html {
  const withText = measured.filter(({ scenario }) => scenario.bytes > 0);
  if (withText.length === 0) return NOTHING;
  const sizes = withText.map(({ scenario }) => scenario.bytes);
  const ends = withText.flatMap(({ summary: { interval, ratio } }) => [interval.low, interval.high, ratio, 1]);
  const sizeDomain = [Math.min(...sizes) / 1.6, Math.max(...sizes) * 1.6] as const;
  const ratioDomain = [Math.min(...ends) / 1.2, Math.max(...ends) * 1.2] as const;
  const x = logScale(sizeDomain, [LEFT, WIDTH - RIGHT]);
  const y = logScale(ratioDomain, [HEIGHT - BOTTOM, TOP]);
  return html`<svg class="chart" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="Ratio by size of the text">
    <title>Ratio by size of the text</title>
    <desc>
      ${withText.length} scenarios: how many times faster native is than the fallback, by the size of the text, with 95%
      intervals.
    </desc>
    ${logTicks(ratioDomain, 6).map((ratio) => ratioLine(ratio, y))}
    ${logTicks(sizeDomain, 6).map((bytes) => sizeLine(bytes, x))}
    <line class="one" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${at(y(1))}" y2="${at(y(1))}" />
    ${crossover(overall?.paysFrom, x)} ${withText.map((of) => point(of, x, y))}
  </svg>`;
}

function ratioLine(ratio: number, y: Scale): Html {
  return html`<line class="grid" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${at(y(ratio))}" y2="${at(y(ratio))}" />
    <text class="tick" x="${LEFT - 6}" y="${at(y(ratio) + 4)}" text-anchor="end">${ratio}x</text>`;
}

function sizeLine(bytes: number, x: Scale): Html {
  return html`<line class="grid" x1="${at(x(bytes))}" x2="${at(x(bytes))}" y1="${TOP}" y2="${HEIGHT - BOTTOM}" />
    <text class="tick" x="${at(x(bytes))}" y="${HEIGHT - BOTTOM + 16}" text-anchor="middle"
      >${roundBytes(bytes)}</text
    >`;
}

/** A round size without decimals: `10 kB`. */
function roundBytes(bytes: number): string {
  return formatBytes(bytes).replace(/\.0+(?= )/, "");
}

/** The size from which on native is faster in every scenario. */
function crossover(bytes: number | undefined, x: Scale): Html {
  if (bytes === undefined || bytes === 0) return NOTHING;
  const isRight = x(bytes) > WIDTH / 2;
  const [place, anchor] = isRight ? [x(bytes) - 4, "end"] : [x(bytes) + 4, "start"];
  return html`<line class="crossover" x1="${at(x(bytes))}" x2="${at(x(bytes))}" y1="${TOP}" y2="${HEIGHT - BOTTOM}" />
    <text class="tick" x="${at(place)}" y="${HEIGHT - BOTTOM - 6}" text-anchor="${anchor}">
      pays from ${formatBytes(bytes)}
    </text>`;
}

/** Told apart by shape as well as by colour: a disc is faster, a triangle slower, a ring undecided. */
function point({ scenario, summary }: Measured, x: Scale, y: Scale): Html {
  const { ratio, interval, difference } = summary;
  const [cx, cy] = [x(scenario.bytes), y(ratio)];
  const mark =
    difference === "slower"
      ? html`<path class="slower" d="M${at(cx - 4.5)} ${at(cy - 3.5)}h9l-4.5 8z" />`
      : html`<circle class="${difference}" cx="${at(cx)}" cy="${at(cy)}" r="3.6" />`;
  return html`<g class="point"
    ><title>
      ${scenario.name}, ${formatBytes(scenario.bytes)}: ${describeDifference(summary)}, ${formatRatio(ratio)}
    </title>
    <line
      class="whisker"
      x1="${at(cx)}"
      x2="${at(cx)}"
      y1="${at(y(interval.low))}"
      y2="${at(y(interval.high))}"
    />${mark}</g
  >`;
}
