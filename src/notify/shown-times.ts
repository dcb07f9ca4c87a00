import type { FlowVersionFacts, FlowVersionRecords, FlowVersions, Seen } from '../flows/fetch/flow-versions.ts';
import type { DigestEntry, Notifier } from './notice.ts';
import type { Watch, Watches, WatchSight } from './records.ts';

/** By how much the watcher's time runs faster than the clock on the wall, and since when. */
export interface WatchTime {
  pace: number;
  /** Unix ms. */
  since: number;
  /** Unix time; milliseconds. */
  wallMs: () => number;
}

/** What people read of the watcher's times, by the clock that they look at. */
export interface ShownTimes {
  versions(given: FlowVersionRecords): FlowVersionRecords;
  watches(given: Watches): Watches;
  notifier(given: Notifier): Notifier;
}

/** In a trial the watcher's times run ahead: read as they are, a version would have been seen in an hour. */
export function createShownTimes({ pace, since, wallMs }: WatchTime): ShownTimes {
  const past = (at: number) => since + (at - since) / pace;
  /** A day that somebody was promised stays a day. */
  const future = (at: number) => at - (wallMs() - since) * (pace - 1);

  const shownVersion = <Version extends FlowVersionFacts>(version: Version): Version => ({
    ...version,
    firstSeenAt: past(version.firstSeenAt),
  });

  const shownVersions = (of: FlowVersions): FlowVersions => ({
    async latest(flow) {
      const latest = await of.latest(flow);
      return latest && shownVersion(latest);
    },
    async get(flow, version) {
      const found = await of.get(flow, version);
      return found && shownVersion(found);
    },
    oldest: (flow) => of.oldest(flow),
    list: async (flow, limit) => (await of.list(flow, limit)).map(shownVersion),
  });

  const shownWatch = ({ pausedUntil, blind, ...watch }: Watch): Watch => ({
    ...watch,
    pausedUntil: pausedUntil === undefined ? undefined : future(pausedUntil),
    ...(blind && { blind: { ...blind, since: past(blind.since) } }),
  });
  const shownWatches = async (watches: Promise<Watch[]>) => (await watches).map(shownWatch);

  const shownSight = (sight: WatchSight): WatchSight => ({
    ...sight,
    failingSince: sight.failingSince === undefined ? undefined : past(sight.failingSince),
  });
  const shownEntry = <Entry extends DigestEntry>(entry: Entry): Entry => ({
    ...entry,
    before: shownVersion(entry.before),
    after: shownVersion(entry.after),
  });

  return {
    versions: (given) => ({
      see: (async (flow, file, facts, by) => {
        const seen: Seen | undefined = await given.see(flow, file, facts, by);
        return seen && { ...seen, version: shownVersion(seen.version) };
      }) as FlowVersionRecords['see'],
      isLatest: (flow, contentHash) => given.isLatest(flow, contentHash),
      bytesOf: (teamId, flow, version) => given.bytesOf(teamId, flow, version),
      ofTeam: (teamId) => shownVersions(given.ofTeam(teamId)),
    }),

    watches: (given) => ({
      ...given,
      async find(key) {
        const watch = await given.find(key);
        return watch && shownWatch(watch);
      },
      ofChannel: (teamId, channelId) => shownWatches(given.ofChannel(teamId, channelId)),
      ofCreator: (teamId, userId) => shownWatches(given.ofCreator(teamId, userId)),
    }),

    notifier: (given) => ({
      ...given,
      deliver: (notice, posted) =>
        given.deliver(
          notice.type === 'change' ? shownEntry(notice) : { ...notice, entries: notice.entries.map(shownEntry) },
          posted,
        ),
      notifySight: (notice) =>
        given.notifySight({ ...notice, blind: notice.blind.map(shownSight), seen: notice.seen.map(shownSight) }),
    }),
  };
}
