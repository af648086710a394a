import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'server',
          include: ['test/unit/**/*.test.ts', 'test/scenario/**/*.test.ts'],
          testTimeout: 20_000,
        },
      },
    ],
  },
});
