import type { Reporter, TestCase } from 'vitest/node';

/** The run's totals alone on a line, in a form that any CI can read. */
export default class TotalsReporter implements Reporter {
  readonly #counts = { passed: 0, failed: 0, skipped: 0 };

  onTestCaseResult(test: TestCase): void {
    const { state } = test.result();
    if (state !== 'pending') this.#counts[state] += 1;
  }

  onTestRunEnd(): void {
    const { passed, failed, skipped } = this.#counts;
    process.stdout.write(`\n${passed} passed, ${failed} failed, ${skipped} skipped\n`);
  }
}
