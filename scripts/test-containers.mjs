// Builds the images and tests them on the Docker engine of this machine.
import { ensureInstalled } from './lib/install.mjs';
import { printCounts, runVitest } from './lib/vitest.mjs';

async function main() {
  const args = ['--config', 'deploy/containers/vitest.config.ts'];
  const { counts } = await runVitest({ name: 'containers', args });
  printCounts(counts);
}

if (await ensureInstalled('all')) await main();
