import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['packages/*/test/**/*.test.ts', 'apps/*/test/**/*.test.ts'],
    globalSetup: ['packages/adapters-local/test/global-postgres.ts'],
    pool: 'forks',
    // More than cores, since many tests wait for a process or a pause.
    maxWorkers: 3,
    // No test depends on how fast the machine is; this only ends one that hangs.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    allowOnly: false,
    passWithNoTests: false,
  },
});
