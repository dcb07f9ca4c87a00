import type { Clock } from '../../clock.ts';
import { type RetryPolicy, retry } from '../../retry.ts';
import { toDeliveryError } from './slack-error.ts';

/** It is not there yet. */
class NotThere extends Error {
  readonly kind = 'not-there';
}

/** Slack's other answers, as that a scope is missing, stay as they are. */
const mayPass = (error: unknown): boolean => {
  if (error instanceof NotThere) return true;
  const { kind } = toDeliveryError(error);
  return kind === 'slack-unavailable' || kind === 'slack-rate-limited';
};

/**
 * Looks for what Slack will show in a moment, again and again, also where a look gets no answer.
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
    return await retry(lookOnce, policy, { clock, shouldRetry: mayPass });
  } catch (error) {
    if (error instanceof NotThere) return undefined;
    throw error;
  }
}
