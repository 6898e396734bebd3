import { quantile, sorted } from "../../bench/statistics/quantile.ts";
import { formatDuration, plural } from "../units.ts";
import { html, type Html, NOTHING } from "./html.ts";
import { at } from "./scale.ts";

const WIDTH = 400;
const HEIGHT = 64;
const FLOOR = 44;
const BARS = 40;

/** How the samples of one side lie, from the 1st to the 95th percentile; what is beyond is in the outer bars. */
export function histogram(side: "fallback" | "native", samples: readonly number[], label: string): Html {
  if (samples.length === 0) return NOTHING;
  const rising = sorted(samples);
  const [low, middle, high] = [quantile(rising, 0.01), quantile(rising, 0.5), quantile(rising, 0.95)];
  const counts = countBars(rising, low, high);
  const most = Math.max(...counts);
  const bar = WIDTH / BARS;
  const bars = counts.flatMap((count, index) => {
    if (count === 0) return [];
    const height = Math.max(1, (count / most) * (FLOOR - 4));
    return [
      html`<rect
        x="${at(index * bar + 0.5)}"
        y="${at(FLOOR - height)}"
        width="${at(bar - 1)}"
        height="${at(height)}"
      />`,
    ];
  });
  const shown = high === low ? WIDTH / 2 : ((middle - low) / (high - low)) * WIDTH;
  const about = `${label}: ${plural(samples.length, "sample")}, median ${formatDuration(middle)}, 1st to 95th percentile ${formatDuration(low)} to ${formatDuration(high)}`;
  return html`<svg class="histogram ${side}" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${about}">
    <title>${about}</title>
    <g class="bars">${bars}</g>
    <line class="axis" x1="0" x2="${WIDTH}" y1="${FLOOR}" y2="${FLOOR}" />
    <line class="median" x1="${at(shown)}" x2="${at(shown)}" y1="0" y2="${FLOOR + 4}" />
    <text class="tick" x="0" y="${HEIGHT - 3}">${formatDuration(low)}</text>
    <text class="tick" x="${WIDTH}" y="${HEIGHT - 3}" text-anchor="end">${formatDuration(high)}</text>
  </svg>`;
}

function countBars(rising: Float64Array, low: number, high: number): number[] {
  const counts = Array.from({ length: BARS }, () => 0);
  for (const sample of rising) {
    const share = high === low ? 0.5 : (sample - low) / (high - low);
    const index = Math.min(BARS - 1, Math.max(0, Math.floor(share * BARS)));
    counts[index] = (counts[index] ?? 0) + 1;
  }
  return counts;
}
