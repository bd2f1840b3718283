import type { Run } from '../run.ts';
import type { Assets } from './assets.ts';
import { comparisonSection } from './comparison-section.ts';
import { html } from './html.ts';
import { machineSection } from './machine-section.ts';
import { ratiosSection } from './ratios-section.ts';
import { runSection } from './run-section.ts';

/** All that is known of the service's speed, on one page that needs nothing else. */
export function pageOf(runs: readonly Run[], { styles, scripts }: Assets): string {
  // What a smoke run reached means nothing.
  const full = runs.filter(({ size }) => size === 'full');
  const links = runs.map(({ scenario }) => html`<a href="#${scenario}">${scenario}</a>`);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>CloudConvert: benchmark</title>
<style>
${styles}
</style>
</head>
<body>
<header>
<h1>CloudConvert: benchmark</h1>
<nav>${links}</nav>
</header>
<main>
${machineSection(runs)}
${ratiosSection(full)}
${comparisonSection(full)}
${runs.map(runSection)}
</main>
<script>
${scripts}
</script>
</body>
</html>
`.text;
}
