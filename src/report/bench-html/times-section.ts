import { html, type Html, NOTHING } from "./html.ts";

/** A card with a histogram for each scenario that was timed; nothing where there is none. */
export function timesSection(cards: readonly Html[]): Html {
  if (cards.length === 0) return NOTHING;
  return html`<section>
    <h3>Times by scenario</h3>
    <p class="muted">
      Each histogram runs from the 1st to the 95th percentile of its own samples; the upright line is the median.
    </p>
    <div class="cards">${cards}</div>
  </section>`;
}
