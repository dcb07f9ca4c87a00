import type { Clock } from '../../clock.ts';
import { type RetryPolicy, retry } from '../../retry.ts';

/** It is not there yet. */
class NotThere extends Error {
  readonly kind = 'not-there';
}

/**
 * Looks for what Slack will show in a moment, again and again, also where a look fails.
 *
 * @param look gives undefined for as long as it isn't there.
 * @returns undefined where it has not come in time.
 * @throws what the last look rejected with: then it is not known whether it is there.
 */
export async function lookUntilThere<T>(
  look: () => Promise<T | undefined>,
  policy: RetryPolicy,
  clock: Pick<Clock, 'monotonicMs' | 'after'>,
): Promise<T | undefined> {
  const lookOnce = async () => {
    const found = await look();
    if (found === undefined) throw new NotThere();
    return found;
  };
  try {
    return await retry(lookOnce, policy, { clock });
  } catch (error) {
    if (error instanceof NotThere) return undefined;
    throw error;
  }
}
