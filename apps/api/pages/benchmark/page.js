import { ProgressReader } from './progress.js';
import { BenchmarkService } from './service.js';
import { say, show, showStartUrl } from './view.js';

const pauseMs = 2_000;
const base = new URL('.', import.meta.url).href;
const reader = new ProgressReader(new BenchmarkService(base));

async function watch() {
  for (;;) {
    await untilVisible();
    await update();
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

async function update() {
  try {
    show(await reader.read());
  } catch {
    say('The service does not answer; asking again.');
  }
}

/** A tab that nobody looks at asks nothing of a service that is being measured. */
async function untilVisible() {
  while (document.hidden) {
    await new Promise((resolve) => {
      document.addEventListener('visibilitychange', resolve, { once: true });
    });
  }
}

showStartUrl(new URL('conversion/start', base).href);
watch();
