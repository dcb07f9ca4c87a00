import { describe, expect, it } from 'vitest';
import { decideSight, scopeOf } from '../../../src/notify/decide-sight.ts';
import type { WatchSight } from '../../../src/notify/records.ts';

const MINUTE = 60_000;
const NOW = 1_800_000_000_000;
const failure = { kind: 'not-json' };

/** A flow out of sight for three minutes, of which the channel knows nothing. */
const blind = (flowId: string, given: Partial<WatchSight> = {}): WatchSight => ({
  flow: { flowId, account: 'a', custSpaceId: undefined },
  createdBy: 'U1',
  failure,
  failingSince: NOW - 40 * MINUTE,
  changedAt: NOW - 3 * MINUTE,
  problem: undefined,
  hasSucceeded: false,
  toldScope: undefined,
  toldAt: undefined,
  ...given,
});
const known = (sight: WatchSight, agoMs = 2 * 60 * MINUTE): WatchSight => ({
  ...sight,
  toldScope: scopeOf(sight),
  toldAt: NOW - agoMs,
});
const back = (sight: WatchSight): WatchSight => ({ ...sight, failure: undefined, hasSucceeded: true });
const decide = (...sights: WatchSight[]) => decideSight({ now: NOW, sights });
const denied = { problem: 'permission-lost', failure: { kind: 'permission-denied' } };

describe('decideSight', () => {
  it('notifies of a flow once it has been out of sight for two minutes, and of none that is known', () => {
    expect(decide(blind('1'))).toMatchObject({ type: 'notify', blind: [{ flow: { flowId: '1' } }], seen: [] });
    const lately = blind('1', { changedAt: NOW - MINUTE });
    expect(decide(lately)).toEqual({ type: 'wait', until: NOW + MINUTE });
    expect(decide(known(blind('1')))).toEqual({ type: 'nothing' });
    expect(decide(blind('1', { failure: undefined }))).toEqual({ type: 'nothing' });
  });

  it('notifies a channel once an hour, then of all that came meanwhile', () => {
    const first = known(blind('1'), 20 * MINUTE);
    expect(decide(first, blind('2'), blind('3'))).toEqual({ type: 'wait', until: NOW + 40 * MINUTE });
    const longAgo = known(blind('1'), 60 * MINUTE);
    expect(decide(longAgo, blind('2'), blind('3'))).toMatchObject({ type: 'notify', blind: [{}, {}] });
  });

  it('takes a fault of the account for one thing: what meets it later is no news', () => {
    const all = Array.from({ length: 500 }, (_, index) => blind(`${index}`, denied));
    expect(decide(...all)).toMatchObject({ type: 'notify', blind: { length: 500 } });
    const first = known(blind('first', denied), 5 * MINUTE);
    expect(decide(first, ...all)).toMatchObject({ type: 'notify', blind: [], covered: { length: 500 } });
    // Another account, or another fault of it, is news.
    const other = blind('x', { ...denied, flow: { flowId: 'x', account: 'b', custSpaceId: undefined } });
    expect(decide(known(blind('first', denied)), other)).toMatchObject({ blind: [{}], covered: [] });
  });

  it('notifies of what is back once, together with what comes back within a quarter of an hour', () => {
    expect(decide(back(known(blind('1'))))).toMatchObject({ type: 'notify', seen: [{}], blind: [] });
    const others = known(blind('2'));
    expect(decide(back(known(blind('1'))), others)).toEqual({ type: 'wait', until: NOW + 12 * MINUTE });
    const longBack = back(known(blind('1', { changedAt: NOW - 15 * MINUTE })));
    expect(decide(longBack, others)).toMatchObject({ type: 'notify', seen: [{ flow: { flowId: '1' } }] });
    expect(decide(back(blind('1')))).toEqual({ type: 'nothing' });
  });
});
