import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    reporters: ['default', './test/totals-reporter.ts'],
    // Each end-to-end file starts servers and the real bot as a process of its own: on two cores, more than two at once
    // would only measure the machine. The unit tests have the same number, so that they fill what the last ones leave.
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.ts'],
          // Time is passed in: the limit is there to end what hangs, not to judge a machine that has other work.
          testTimeout: 20_000,
          // To load the bot's code anew for each file takes as long as all the tests.
          isolate: false,
          // A CommonJS package is imported as Node does it: so the sources are written.
          deps: { interopDefault: false },
          setupFiles: ['test/support/leaves-nothing.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // What a test waits for comes when it comes: the default of 1 s would measure the machine as well.
          expect: { poll: { timeout: 20_000, interval: 50 } },
        },
      },
    ],
  },
});
