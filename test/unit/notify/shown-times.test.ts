import { describe, expect, it, vi } from 'vitest';
import type { FlowVersion, FlowVersionRecords } from '../../../src/flows/fetch/flow-versions.ts';
import type { ChangeNotice, DigestNotice, Notifier } from '../../../src/notify/notice.ts';
import type { Watch, Watches, WatchSight } from '../../../src/notify/records.ts';
import { createShownTimes } from '../../../src/notify/shown-times.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const SINCE = Date.UTC(2026, 10, 26, 8);
/** One minute after the start by the clock on the wall: an hour by the watcher's. */
const times = createShownTimes({ pace: 60, since: SINCE, wallMs: () => SINCE + MINUTE });
const flow = { flowId: 'f', custSpaceId: undefined, account: 'a' };
const version = { flow, version: 2, firstSeenAt: SINCE + HOUR } as FlowVersion;

describe("the watcher's times in a trial", () => {
  it('are those of the clock on the wall where people read of versions', async () => {
    const ofTeam = { latest: async () => version, get: async () => version, list: async () => [version] };
    const given: Partial<FlowVersionRecords> = { ofTeam: () => ({ ...ofTeam, oldest: async () => 1 }) };
    const shown = times.versions(given as FlowVersionRecords).ofTeam('T1');
    const expected = { version: 2, firstSeenAt: SINCE + MINUTE };
    expect(await shown.latest(flow)).toMatchObject(expected);
    expect(await shown.get(flow, 2)).toMatchObject(expected);
    expect(await shown.list(flow, 5)).toMatchObject([expected]);
    expect(await shown.oldest(flow)).toBe(1);
  });

  it('leave a day of silence a day, and say since when a flow can not be read', async () => {
    const until = SINCE + HOUR + 24 * HOUR;
    const watch = { flow, pausedUntil: until, blind: { since: SINCE + HOUR, failure: {} } } as Watch;
    const shown = times.watches({ ofChannel: async () => [watch] } as Partial<Watches> as Watches);
    expect(await shown.ofChannel('T1', 'C1')).toMatchObject([
      { pausedUntil: SINCE + MINUTE + 24 * HOUR, blind: { since: SINCE + MINUTE } },
    ]);
  });

  it('are those of the wall in what a channel is notified of', async () => {
    const deliver = vi.fn<Notifier['deliver']>(async () => ({ type: 'delivered', ts: undefined }));
    const notifySight = vi.fn<Notifier['notifySight']>(async () => ({ type: 'delivered' }));
    const shown = times.notifier({ deliver, notifySight } as Partial<Notifier> as Notifier);
    const change = { type: 'change', before: version, after: version } as ChangeNotice;
    const posted = async () => {};
    await shown.deliver(change, posted);
    await shown.deliver({ type: 'digest', entries: [change] } as unknown as DigestNotice, posted);
    const expected = { after: { firstSeenAt: SINCE + MINUTE }, before: { firstSeenAt: SINCE + MINUTE } };
    expect(deliver.mock.calls).toMatchObject([
      [expected, posted],
      [{ entries: [expected] }, posted],
    ]);
    const sight = { flow, failingSince: SINCE + HOUR } as WatchSight;
    await shown.notifySight({ teamId: 'T1', channelId: 'C1', blind: [sight], seen: [] });
    expect(notifySight.mock.calls).toMatchObject([[{ blind: [{ failingSince: SINCE + MINUTE }] }]]);
  });

  it('are what they were where time runs at its own pace', async () => {
    const plain = createShownTimes({ pace: 1, since: SINCE, wallMs: () => SINCE + MINUTE });
    const watch = { flow, pausedUntil: SINCE + HOUR } as Watch;
    const shown = plain.watches({ find: async () => watch } as Partial<Watches> as Watches);
    expect(await shown.find({ teamId: 'T1', channelId: 'C1', flow })).toEqual(watch);
  });
});
