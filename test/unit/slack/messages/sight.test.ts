import { describe, expect, it } from 'vitest';
import { translateTo } from '../../../../src/i18n.ts';
import type { WatchSight } from '../../../../src/notify/records.ts';
import { creatorsOf, sightOf } from '../../../../src/slack/delivery/sight-of.ts';
import { type Sight, sightMessage } from '../../../../src/slack/messages/sight.ts';
import { problemsOfMessage } from '../support/limits.ts';
import { english, LANGUAGES, shownIn } from '../support/texts.ts';

const SINCE = Date.UTC(2026, 2, 3, 10, 5);
const sightOfFlow = (flowId: string, given: Partial<WatchSight> = {}): WatchSight => ({
  flow: { flowId, account: 'default', custSpaceId: undefined },
  createdBy: 'U1',
  failure: { kind: 'asset-status', status: 404, host: 'files.example.com' },
  failingSince: SINCE,
  changedAt: SINCE,
  problem: undefined,
  hasSucceeded: false,
  toldScope: undefined,
  toldAt: undefined,
  ...given,
});
const nameOf = ({ flowId }: { flowId: string }) => ({ flowId, space: undefined });
const shown = (sight: Omit<Sight, 'channelId' | 'haveOperators'>, channelId = 'here', haveOperators = true) =>
  shownIn(sightMessage(english, { ...sight, channelId, haveOperators }));
const denied = { problem: 'permission-lost', failure: { kind: 'permission-denied' } };

describe('sightMessage', () => {
  it('says which flow, why, since when and what to do', () => {
    const text = shown(sightOf({ blind: [sightOfFlow('17b6aa11')], seen: [] }, nameOf));
    expect(text).toContain("*I can't read 1 flow that this channel watches.*");
    expect(text).toContain('`17b6aa11`: unreadable since');
    expect(text).toContain('2026-03-03 10:05');
    expect(text).toContain('failed with HTTP 404');
    expect(text).toContain('Open the flow in the Alibaba Cloud console');
  });

  it('takes one line for an account, however many of its flows are out of sight', () => {
    const blind = Array.from({ length: 500 }, (_, index) => sightOfFlow(`17b6${index}aaa`, denied));
    const text = shown(sightOf({ blind, seen: [] }, nameOf));
    expect(text).toContain('500 flows of the account `default`');
    expect(text).toContain("The bot's operators are notified of this");
    expect(text).not.toContain('17b6');
  });

  it('names the few flows of an account, and does not say that operators know where nobody is to be notified', () => {
    const blind = ['17b6aa11', '17b6aa12'].map((flowId) => sightOfFlow(flowId, denied));
    const text = shown(sightOf({ blind, seen: [] }, nameOf), 'here', false);
    expect(text).toContain('2 flows of the account `default` (`17b6aa11`, `17b6aa12`), since');
    expect(text).not.toContain('operators are notified');
    expect(text).toContain('No channel is set for notifications to the bot');
    expect(text).toContain('`/flow-json ops here`');
  });

  it('says below each flow what helps there: saving it again is no help against a host that is not allowed', () => {
    const blind = [
      sightOfFlow('17b6aa11', { failure: { kind: 'not-json' } }),
      sightOfFlow('17b6aa12', { failure: { kind: 'asset-address-refused', host: 'x.example', why: 'host' } }),
      sightOfFlow('17b6aa13', { failure: { kind: 'asset-too-large' } }),
      sightOfFlow('17b6aa14', { failure: { kind: 'timeout' } }),
      sightOfFlow('17b6aa15', { failure: { kind: 'too-deep' } }),
    ];
    const text = shown(sightOf({ blind, seen: [] }, nameOf));
    const steps = ['save it again', 'makes its file so large', '`FLOW_ASSET_HOSTS`', 'the log has the details'];
    const order = ['`17b6aa11`', '`17b6aa15`', steps[0], '`17b6aa13`', steps[1], '`17b6aa12`', steps[2], '`17b6aa14`'];
    const places = [...order, steps[3]].map((each) => text.indexOf(each ?? ''));
    expect(places).toEqual(places.toSorted((one, other) => one - other));
    expect(Math.min(...places)).toBeGreaterThan(0);
    expect(text).not.toContain('share');
  });

  it('speaks of the reader in their direct message', () => {
    const text = shown(
      sightOf({ blind: [sightOfFlow('17b6aa11')], seen: [sightOfFlow('17b6aa12')] }, nameOf),
      'direct',
    );
    expect(text).toContain("*I can't read 1 flow that you watch here.* I can't notify you of its changes for now.");
    expect(text).toContain("I'll notify you of its changes as before.");
    expect(text).not.toContain('channel');
  });

  it('names the channel where it goes to who made the watch, and what can be looked at again', () => {
    const text = shown(sightOf({ blind: [], seen: [sightOfFlow('17b6aa11')] }, nameOf), 'C1');
    expect(text).toContain("*I can read 1 flow again.* I'll notify <#C1> of its changes as before.");
  });

  it.each(LANGUAGES)('keeps to what Slack takes, in %s', (language) => {
    const blind = Array.from({ length: 300 }, (_, index) => sightOfFlow(`${index}`.padEnd(64, 'x')));
    const sight = { ...sightOf({ blind, seen: blind }, nameOf), channelId: 'here', haveOperators: false };
    expect(problemsOfMessage(sightMessage(translateTo(language), sight))).toEqual([]);
  });
});

describe('creatorsOf', () => {
  it('gives each creator their own, and nobody what is a fault of the account', () => {
    const own = [sightOfFlow('a'), sightOfFlow('b', { createdBy: 'U2' })];
    const ofAccount = sightOfFlow('c', { ...denied, toldScope: 'account default permission-lost' });
    const creators = creatorsOf({ blind: [...own, ofAccount], seen: [ofAccount] });
    expect([...creators].map(([userId, { blind, seen }]) => [userId, blind.length, seen.length])).toEqual([
      ['U1', 1, 0],
      ['U2', 1, 0],
    ]);
  });
});
