import { LRUCache } from 'lru-cache';
import type { Fact } from '../../../access/access.ts';
import type { Clock } from '../../../clock.ts';

export interface KeptFactsOptions {
  /** For so long Slack is not asked again; milliseconds. */
  keptForMs: number;
  clock: Pick<Clock, 'monotonicMs' | 'wait'>;
}

/** Where Slack does not answer, what it said last counts for so long; milliseconds. */
const OLD_KEPT_FOR_MS = 10 * 60 * 1000;
/** Whoever waits for an ack gets what was said last rather than nothing; milliseconds. */
const PATIENCE_WITH_OLD_MS = 1000;
/** What Slack did not say is asked for again, but not by each click; milliseconds. */
const FAILURE_KEPT_FOR_MS = 5000;
const MAX_KEPT = 10_000;

interface Kept<T> {
  last: { fact: T; at: number } | undefined;
  failedAt: number | undefined;
  asking: Promise<T | undefined> | undefined;
}

/**
 * Keeps what Slack says, for a short time. Those who ask at the same moment share one call.
 *
 * @param ask rejects, or resolves to undefined, where Slack does not say.
 */
export function createKeptFacts<T>(
  ask: (key: string) => Promise<T | undefined>,
  { keptForMs, clock }: KeptFactsOptions,
): (key: string) => Fact<T> {
  const kept = new LRUCache<string, Kept<T>>({ max: MAX_KEPT });

  /** What was said last, unless that was too long ago. */
  const oldOf = ({ last }: Kept<T>): T | undefined =>
    last !== undefined && clock.monotonicMs() < last.at + OLD_KEPT_FOR_MS ? last.fact : undefined;

  async function askNow(key: string, entry: Kept<T>): Promise<T | undefined> {
    const fact = await ask(key).catch(() => undefined);
    entry.asking = undefined;
    if (fact === undefined) {
      entry.failedAt = clock.monotonicMs();
      return oldOf(entry);
    }
    entry.last = { fact, at: clock.monotonicMs() };
    entry.failedAt = undefined;
    return fact;
  }

  return (key) => {
    let entry = kept.get(key);
    if (entry === undefined) {
      entry = { last: undefined, failedAt: undefined, asking: undefined };
      kept.set(key, entry);
    }
    const { last, failedAt } = entry;
    const now = clock.monotonicMs();
    if (last !== undefined && now < last.at + keptForMs) return last.fact;
    if (failedAt !== undefined && now < failedAt + FAILURE_KEPT_FOR_MS) return oldOf(entry);
    entry.asking ??= askNow(key, entry);
    const old = oldOf(entry);
    return old === undefined
      ? entry.asking
      : Promise.race([entry.asking, clock.wait(PATIENCE_WITH_OLD_MS).then(() => old)]);
  };
}
