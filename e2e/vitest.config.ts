import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: 'e2e',
    include: ['test/**/*.test.ts'],
    globalSetup: 'src/global-setup.ts',
    setupFiles: 'src/leave-nothing.ts',
    pool: 'forks',
    // One file at a time: each keeps engines and processors busy by itself, and some kill or time what they start.
    maxWorkers: 1,
    maxConcurrency: 3,
    // Nothing here waits for a time to pass; this only ends what hangs.
    testTimeout: 60_000,
    hookTimeout: 300_000,
    retry: 0,
  },
});
