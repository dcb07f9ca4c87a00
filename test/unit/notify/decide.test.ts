import { describe, expect, it } from 'vitest';
import { decide, type Quieting } from '../../../src/notify/decide.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Tuesday 10:00 UTC. */
const T0 = Date.UTC(2026, 2, 3, 10);

/** A letter is a content, seen at so many minutes after `T0`; the first was there long before. */
const versionsOf = (...seen: [content: string, minutes: number][]) =>
  [['A', -1000] as const, ...seen].map(([contentHash, minutes], index) => ({
    version: index + 1,
    contentHash,
    name: 'Booking',
    status: 'PUBLISHED' as const,
    firstSeenAt: T0 + minutes * MINUTE,
  }));

const at = (minutes: number, versions: Quieting['versions'], rest: Partial<Quieting> = {}) =>
  decide({
    now: T0 + minutes * MINUTE,
    notifiedVersion: 1,
    notifiedAt: undefined,
    mutedUntil: undefined,
    mode: 'at-once',
    versions,
    ...rest,
  });

const tells = (upTo: number, changes: number, isFlapping = false) => ({
  type: 'notify',
  upTo,
  changes,
  isFlapping,
  digestAt: undefined,
});
const waits = (minutes: number) => ({ type: 'wait', until: T0 + minutes * MINUTE });

describe('decide, at once', () => {
  it('has nothing to tell where nothing has changed', () => {
    expect(at(0, versionsOf())).toEqual({ type: 'nothing' });
    expect(at(9, versionsOf(['B', 0]), { notifiedVersion: 2 })).toEqual({ type: 'nothing' });
  });

  it('tells a change after two minutes of rest', () => {
    const versions = versionsOf(['B', 0]);
    expect(at(1.99, versions)).toEqual(waits(2));
    expect(at(2, versions)).toEqual(tells(2, 1));
  });

  it('makes one notice of several changes, and waits for six minutes at the most', () => {
    expect(at(2, versionsOf(['B', 0], ['C', 1.5]))).toEqual(waits(3.5));
    const busy = versionsOf(['B', 0], ['C', 1.5], ['D', 3], ['E', 4.5], ['F', 5.9]);
    expect(at(5.95, busy)).toEqual(waits(6));
    expect(at(6, busy)).toEqual(tells(6, 5));
  });

  it('tells nothing of a change that was undone before it was told', () => {
    expect(at(3, versionsOf(['B', 0], ['A', 1]))).toEqual({ type: 'skip', upTo: 3 });
  });

  it('tells of a name or a status that changed', () => {
    const [first, second] = versionsOf(['A', 0]);
    const versions = [first, second].flatMap((one) => (one === undefined ? [] : [one]));
    expect(at(2, versions)).toEqual({ type: 'skip', upTo: 2 });
    expect(
      at(
        2,
        versions.map((one) => ({ ...one, name: `${one.version}` })),
      ),
    ).toEqual(tells(2, 1));
    const deprecated = versions.map((one) => (one.version === 2 ? { ...one, status: 'DEPRECATED' as const } : one));
    expect(at(2, deprecated)).toEqual(tells(2, 1));
  });

  it('skips what changes while the channel is muted, and no longer', () => {
    const versions = versionsOf(['B', 0]);
    expect(at(2, versions, { mutedUntil: T0 + 3 * MINUTE })).toEqual({ type: 'skip', upTo: 2 });
    expect(at(3, versions, { mutedUntil: T0 + 3 * MINUTE })).toEqual(tells(2, 1));
  });
});

describe('decide, of a flow that flaps', () => {
  const told = { notifiedVersion: 3, notifiedAt: T0 + 12 * MINUTE };

  it('tells of it once an hour, with a count', () => {
    const versions = versionsOf(['B', 0], ['A', 10], ['B', 20], ['A', 30], ['B', 40]);
    expect(at(23, versions.slice(0, 4), told)).toEqual(waits(72));
    expect(at(71.9, versions, told)).toEqual(waits(72));
    expect(at(72, versions, told)).toEqual(tells(6, 3, true));
  });

  it('tells of it even where it is back where it was', () => {
    const versions = versionsOf(['B', 0], ['A', 10], ['B', 20], ['A', 30]);
    expect(at(72, versions, told)).toEqual(tells(5, 2, true));
  });

  it('does not make the first notice wait', () => {
    expect(at(3, versionsOf(['B', 0], ['A', 0.5], ['B', 1]))).toEqual(tells(4, 3, true));
  });

  it('is not one that goes on to something new each time, nor one that goes to and fro slowly', () => {
    expect(at(23, versionsOf(['B', 0], ['C', 10], ['D', 20]), told)).toEqual(tells(4, 1));
    expect(at(93, versionsOf(['B', 0], ['A', 10], ['B', 90]), told)).toEqual(tells(4, 1));
  });
});

describe('decide, for a digest', () => {
  const nine = (day: number) => Date.UTC(2026, 2, day, 9);

  it('waits until nine the next morning, and tells all that changed as one', () => {
    const versions = versionsOf(['B', 0], ['C', 300]);
    expect(at(400, versions, { mode: 'daily' })).toEqual({ type: 'wait', until: nine(4) });
    expect(decide({ ...quiet(versions), mode: 'daily', now: nine(4) })).toEqual({
      type: 'notify',
      upTo: 3,
      changes: 2,
      isFlapping: false,
      digestAt: nine(4),
    });
  });

  it('waits until Monday', () => {
    expect(at(0, versionsOf(['B', 0]), { mode: 'weekly' })).toEqual({ type: 'wait', until: nine(9) });
  });

  it('leaves what is seen in the last two minutes to the next', () => {
    const minutesToNine = 23 * 60;
    expect(at(minutesToNine, versionsOf(['B', minutesToNine - 1]), { mode: 'daily' })).toEqual({
      type: 'wait',
      until: nine(5),
    });
  });

  it('leaves out what was undone', () => {
    const versions = versionsOf(['B', 0], ['A', 300]);
    expect(decide({ ...quiet(versions), mode: 'daily', now: nine(4) + HOUR })).toEqual({ type: 'skip', upTo: 3 });
  });

  function quiet(versions: Quieting['versions']): Quieting {
    return { now: T0, notifiedVersion: 1, notifiedAt: undefined, mutedUntil: undefined, mode: 'at-once', versions };
  }
});
