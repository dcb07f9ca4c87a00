import type { Clock } from '../../../clock.ts';

/**
 * What is there within a while, by its place; undefined for what is not there yet.
 *
 * @param promises none of which rejects.
 * @param ms the longest that is waited; 0: only what is there already.
 */
export async function inTime<T>(
  promises: readonly Promise<T>[],
  ms: number,
  clock: Pick<Clock, 'wait'>,
): Promise<(T | undefined)[]> {
  const there: (T | undefined)[] = promises.map(() => undefined);
  const all = promises.map(async (promise, place) => {
    there[place] = await promise;
  });
  await Promise.race([Promise.all(all), clock.wait(ms)]);
  return [...there];
}
