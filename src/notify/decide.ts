import type { FlowVersionFacts } from '../flows/fetch/flow-versions.ts';
import { nextDigestAt } from './digest-time.ts';
import type { ChannelNotifyPreferences } from './records.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** A channel is notified of changes once there was none for so long … */
const REST_MS = 2 * MINUTE_MS;
/** … or the first of them is so long ago. */
const MAX_REST_MS = 6 * MINUTE_MS;
/** So many changes within an hour, some of them back to what was there before, are a flow that flaps. */
const FLAPPING_CHANGES = 3;

type Version = Pick<FlowVersionFacts, 'version' | 'contentHash' | 'name' | 'status' | 'firstSeenAt'>;

export interface Quieting {
  /** Times in Unix ms, all by one clock. */
  now: number;
  notifiedVersion: number;
  notifiedAt: number | undefined;
  mutedUntil: number | undefined;
  mode: ChannelNotifyPreferences['mode'];
  /** In order; the one that the channel was notified of last, all since, and those of the hour before, as far as they are known. */
  versions: readonly Version[];
}

export type Decision =
  | { type: 'nothing' }
  /** The channel is not notified of it, now or later. */
  | { type: 'skip'; upTo: number }
  | { type: 'wait'; until: number }
  /** `digestAt`: it goes into the channel's digest of that time. */
  | { type: 'notify'; upTo: number; changes: number; isFlapping: boolean; digestAt: number | undefined };

const isSame = (one: Version, other: Version): boolean =>
  one.contentHash === other.contentHash && one.name === other.name && one.status === other.status;

/** Whether the flow had been flapping when `last` was seen: that doesn't wear off while the notification waits. */
function isFlappingAt(last: Version, versions: readonly Version[]): boolean {
  const changes = versions.filter(
    ({ version, firstSeenAt }) => version > 1 && version <= last.version && firstSeenAt > last.firstSeenAt - HOUR_MS,
  );
  if (changes.length < FLAPPING_CHANGES) return false;
  const since = (changes[0]?.version ?? 0) - 1;
  return changes.some((change) =>
    versions.some((earlier) => earlier.version >= since && earlier.version < change.version && isSame(earlier, change)),
  );
}

/**
 * What to do about a channel's watch. It follows from what was seen and notified alone, so any process may go on where
 * another one stopped.
 */
export function decide({ now, notifiedVersion, notifiedAt, mutedUntil, mode, versions }: Quieting): Decision {
  const pending = versions.filter(({ version }) => version > notifiedVersion);
  const [first, last] = [pending[0], pending.at(-1)];
  if (first === undefined || last === undefined) return { type: 'nothing' };
  const upTo = last.version;
  if (mutedUntil !== undefined && mutedUntil > now) return { type: 'skip', upTo };
  const notified = versions.find(({ version }) => version === notifiedVersion);
  const isUndone = notified !== undefined && isSame(notified, last);

  if (mode !== 'at-once') {
    const digestAt = nextDigestAt(mode, first.firstSeenAt + REST_MS);
    if (now < digestAt) return { type: 'wait', until: digestAt };
    if (isUndone) return { type: 'skip', upTo };
    return { type: 'notify', upTo, changes: upTo - notifiedVersion, isFlapping: false, digestAt };
  }

  const isFlapping = isFlappingAt(last, versions);
  const restedAt = Math.min(last.firstSeenAt + REST_MS, first.firstSeenAt + MAX_REST_MS);
  const until = isFlapping && notifiedAt !== undefined ? Math.max(restedAt, notifiedAt + HOUR_MS) : restedAt;
  if (now < until) return { type: 'wait', until };
  // That a flow goes to and fro is worth a word even where it ends as it began.
  if (isUndone && !isFlapping) return { type: 'skip', upTo };
  return { type: 'notify', upTo, changes: upTo - notifiedVersion, isFlapping, digestAt: undefined };
}
