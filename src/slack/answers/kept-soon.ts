import type { Clock } from '../../clock.ts';

const LOOK_EVERY_MS = 250;
const KEPT_WITHIN_MS = 3000;

/**
 * What a result's button needs of the store, waited for up to 3 s: the result is there a moment before its version is
 * kept, and a click can come between the two.
 *
 * @param find gives undefined while it is not there.
 * @throws what `find` rejects with.
 */
export async function keptSoon<T>(
  find: () => Promise<T | undefined>,
  clock: Pick<Clock, 'wait'>,
): Promise<T | undefined> {
  for (let waitedMs = 0; ; waitedMs += LOOK_EVERY_MS) {
    const found = await find();
    if (found !== undefined || waitedMs >= KEPT_WITHIN_MS) return found;
    await clock.wait(LOOK_EVERY_MS);
  }
}
