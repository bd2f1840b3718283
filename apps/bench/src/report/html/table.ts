import { type Html, html } from './html.ts';

type Row = readonly string[];

/** The first column is words; the others are figures, which stand to the right. */
export function table(header: Row, rows: readonly Row[], className = ''): Html {
  return html`<div class="scroll"><table class="${className}">
<thead><tr>${header.map((text) => html`<th scope="col">${text}</th>`)}</tr></thead>
<tbody>
${rows.map(rowOf)}
</tbody>
</table></div>`;
}

function rowOf([label = '', ...figures]: Row): Html {
  const cells = figures.map((text) => html`<td>${text}</td>`);
  return html`<tr><th scope="row">${label}</th>${cells}</tr>`;
}
