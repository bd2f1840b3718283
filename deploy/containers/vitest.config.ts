import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/build-images.ts'],
    pool: 'forks',
    // Each file has a whole service of its own to disturb, and a machine may have few cores.
    fileParallelism: false,
    testTimeout: 240_000,
    hookTimeout: 240_000,
    allowOnly: false,
    passWithNoTests: false,
  },
});
