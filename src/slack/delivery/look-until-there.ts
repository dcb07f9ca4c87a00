import type { Clock } from '../../clock.ts';

/** What Slack shows comes a moment after it was made. */
const PAUSE_MS = 500;

/**
 * Looks for what Slack will show in a moment.
 *
 * @param look gives undefined, or rejects, for as long as it isn't there.
 * @returns undefined where it has not come after `times` looks, half a second apart. Never rejects.
 */
export async function lookUntilThere<T>(
  look: () => Promise<T | undefined>,
  times: number,
  clock: Pick<Clock, 'wait'>,
): Promise<T | undefined> {
  for (let time = 1; time <= times; time += 1) {
    const found = await look().catch(() => undefined);
    if (found !== undefined) return found;
    if (time < times) await clock.wait(PAUSE_MS);
  }
  return undefined;
}
