import type { Clock } from '../clock.ts';
import type { FetchedFile, FetchedFlow, Fetching } from '../flows/fetch/fetch-flow.ts';
import type { Outcome } from './replies.ts';
import type { FlowRef } from './request.ts';

/**
 * How long details may keep files waiting that are there; milliseconds. The file is what was asked for: `GetFlow` is
 * called beside it, and each operation has its own queue.
 */
const PATIENCE_MS = { one: 1000, several: 2000 };

/** The details that have come once the files are there, or a little later; by the flow's position in the request. */
async function detailsInTime(
  settled: readonly PromiseSettledResult<FetchedFile>[],
  fetchings: readonly Fetching[],
  clock: Clock,
): Promise<Map<number, FetchedFlow['details']>> {
  const known = new Map<number, FetchedFlow['details']>();
  const awaited = fetchings.map(async ({ details }, index) => {
    if (settled[index]?.status === 'fulfilled') known.set(index, await details);
  });
  const patienceMs = fetchings.length === 1 ? PATIENCE_MS.one : PATIENCE_MS.several;
  await Promise.race([Promise.all(awaited), clock.wait(patienceMs)]);
  return known;
}

/**
 * Waits for fetches, each to its end.
 *
 * @returns also when the last of the files came; by the clock, milliseconds.
 *
 * @param flows in the order of `fetchings`.
 */
export async function outcomeOf(
  flows: readonly FlowRef[],
  fetchings: readonly Fetching[],
  clock: Clock,
): Promise<Outcome & { thereAt: number }> {
  const fetched: FetchedFlow[] = [];
  const failed: { flow: FlowRef; error: unknown }[] = [];
  const settled = await Promise.allSettled(fetchings.map(({ result }) => result));
  const thereAt = clock.monotonicMs();
  const details = await detailsInTime(settled, fetchings, clock);
  const soFarOf = (index: number) => fetchings[index]?.detailsSoFar() ?? { is: 'late' };
  for (const [index, flow] of flows.entries()) {
    const result = settled[index];
    if (result?.status === 'fulfilled')
      fetched.push({ ...result.value, details: details.get(index) ?? soFarOf(index) });
    else failed.push({ flow, error: result?.reason });
  }
  return { fetched, failed, thereAt };
}
