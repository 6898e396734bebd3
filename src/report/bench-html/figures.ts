import type { CallMemory } from "../../bench/memory.ts";
import type { CallTime } from "../../bench/summarise.ts";
import { formatRate, formatThroughput } from "../bench-words.ts";
import { formatBytes, formatDuration } from "../units.ts";
import { html, type Html } from "./html.ts";

/** One side of a scenario. */
export interface Side {
  readonly name: string;
  readonly time: CallTime;
  readonly memory: CallMemory | undefined;
}

/** The figures of a scenario: a column a side. */
export function figures(scenario: string, sides: readonly Side[]): Html {
  const row = (title: string, show: (side: Side) => string): Html =>
    html`<tr>
      <th scope="row">${title}</th>
      ${sides.map((side) => html`<td>${show(side)}</td>`)}
    </tr>`;
  return html`<table>
    <caption class="hidden">
      ${scenario}
    </caption>
    <thead>
      <tr>
        <td></td>
        ${sides.map(({ name }) => html`<th scope="col">${name}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${row("median", ({ time }) => formatDuration(time.median))}
      ${row("99th percentile", ({ time }) => formatDuration(time.p99))}
      ${row("text", ({ time }) => formatThroughput(time.bytesPerSecond))}
      ${row("calls", ({ time }) => formatRate(time.callsPerSecond))}
      ${row("heap a call", ({ memory }) => (memory === undefined ? "-" : formatBytes(memory.heap)))}
    </tbody>
  </table>`;
}

/** A figure that counts, with what it is. */
export function keyFigure(value: string, meaning: string): Html {
  return html`<div class="key"><strong>${value}</strong><span>${meaning}</span></div>`;
}
