import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    reporters: ['default', './test/totals-reporter.ts'],
    projects: [
      {
        extends: true,
        // Time is passed in: the limit is there to end what hangs, not to judge a machine that has other work.
        test: { name: 'unit', include: ['test/unit/**/*.test.ts'], testTimeout: 20_000 },
      },
      {
        extends: true,
        // Each end-to-end file starts servers and the real bot as a process of its own: on two cores, more than two at
        // once would only measure the machine.
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // What a test waits for comes when it comes: the default of 1 s would measure the machine as well.
          expect: { poll: { timeout: 20_000, interval: 50 } },
          maxWorkers: 2,
        },
      },
    ],
  },
});
