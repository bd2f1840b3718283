import { isMet, ratioHeader, ratioRow } from '../ratio.ts';
import type { Run } from '../run.ts';
import { type Html, html, nothing } from './html.ts';

/** What was to be reached, of all scenarios together. */
export function ratiosSection(runs: readonly Run[]): Html {
  const reports = runs.flatMap((run) => run.reports);
  const ratios = reports.flatMap((report) => report.ratios);
  if (ratios.length === 0) return nothing;
  const met = ratios.filter(isMet).length;
  const rows = ratios.map((ratio) => rowOf(ratioRow(ratio), isMet(ratio)));
  return html`<section>
<h2>Ratios</h2>
<p>${met} of ${ratios.length} reached.</p>
<div class="scroll"><table class="ratios">
<thead><tr>${ratioHeader.map((text) => html`<th scope="col">${text}</th>`)}</tr></thead>
<tbody>
${rows}
</tbody>
</table></div>
</section>`;
}

function rowOf(
  [name = '', measured = '', wanted = '', met = '']: readonly string[],
  isGood: boolean,
) {
  const mark = isGood
    ? html`<td class="met">✓ ${met}</td>`
    : html`<td class="missed">✗ ${met}</td>`;
  return html`<tr><th scope="row">${name}</th><td>${measured}</td><td>${wanted}</td>${mark}</tr>`;
}
