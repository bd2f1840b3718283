import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

/** A real browser: the one that CHROMIUM_PATH names, or the first on PATH. */
export function openBrowser(): Promise<Browser> {
  // Chromium has no sandbox of its own where it runs as root.
  return chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox'] });
}

function findChromium(): string {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const onPath = folders.flatMap((folder) => names.map((name) => join(folder, name)));
  const found = [process.env.CHROMIUM_PATH ?? '', ...onPath].find(isExecutable);
  if (found) return found;
  throw new Error(
    'These tests need Chromium or Chrome: install it (Debian: apt-get install chromium), or name it in CHROMIUM_PATH',
  );
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return path !== '';
  } catch {
    return false;
  }
}
