import type { Report } from '../report.ts';
import type { Run } from '../run.ts';
import { chart } from './chart.ts';
import { type Html, html, nothing } from './html.ts';
import { table } from './table.ts';

export function runSection(run: Run): Html {
  const { scenario, summary, reports, processes } = run;
  return html`<section id="${scenario}">
<h2>${scenario}</h2>
<p>${sentence(summary)}</p>
<p class="when">${circumstances(run)}</p>
${run.size === 'smoke' ? html`<p class="failure">A smoke run: its figures mean nothing.</p>` : nothing}
${reports.map(reportOf)}
${processes.length > 0 ? html`<h3>Processes</h3>` : nothing}
<div class="charts">
${processes.map(chart)}
</div>
</section>`;
}

function circumstances({ startedAt, seconds, target }: Run): string {
  const service = target === null ? 'a service of its own' : `the service at ${target}`;
  const when = startedAt.replace('T', ' ').replace(/\..*/, ' UTC');
  return `${when}, ${duration(seconds)}, against ${service}`;
}

function reportOf({ title, header, rows, note, failure, charts }: Report): Html {
  return html`<article>
<h3>${title}</h3>
${failure === null ? nothing : html`<p class="failure">${failure}</p>`}
${table(header, rows)}
<div class="charts">
${charts.map(chart)}
</div>
${note === null ? nothing : html`<p class="note">${note}</p>`}
</article>`;
}

function duration(seconds: number): string {
  const whole = Math.round(seconds);
  const minutes = Math.floor(whole / 60);
  return minutes === 0 ? `${whole} s` : `${minutes} min ${whole % 60} s`;
}

const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
