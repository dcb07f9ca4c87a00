import type { Log } from '../log.ts';
import type { GoneReason, Notifier } from './notice.ts';
import type { Watch } from './records.ts';

/** Notifies each creator of watches once that their channel can't be notified any more. Never rejects. */
export async function notifyGone(
  { notifier, log }: { notifier: Pick<Notifier, 'notifyCreator'>; log: Pick<Log, 'warn'> },
  paused: readonly Watch[],
  why: GoneReason,
): Promise<void> {
  const notified = new Set<string>();
  for (const watch of paused) {
    if (notified.has(watch.createdBy)) continue;
    notified.add(watch.createdBy);
    await notifier
      .notifyCreator(watch, why)
      .catch((error: unknown) =>
        log.warn({ err: error }, 'Could not notify the creator of a watch that its channel is gone'),
      );
  }
}
