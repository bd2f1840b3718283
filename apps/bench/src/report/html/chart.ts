import type { Chart } from '../report.ts';
import { data, type Html, html, nothing } from './html.ts';

/** What assets/charts.js draws; without scripts there are the title and the tables. */
export function chart(given: Chart): Html {
  if (given.x.values.length === 0) return nothing;
  return html`<figure class="chart">
<figcaption>${given.title}</figcaption>
${data(given)}
</figure>`;
}
