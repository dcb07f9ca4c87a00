import { describe, expect, it } from 'vitest';
import { translateTo } from '../../../../src/i18n.ts';
import * as setUp from '../../../../src/slack/messages/set-up.ts';
import { problemsOfMessage } from '../support/limits.ts';
import { buttonsIn, chinese, english, expectReadable, LANGUAGES, shown } from '../support/texts.ts';

const MINUTE = 60_000;
const NOW = 1_700_000_000_000;
const flow = { flowId: '17b6aa11', space: undefined };
const reader = { isDirect: false, userId: 'U1' };
const watch: setUp.SetWatch = { flow, outcome: 'added', everyMs: 10 * MINUTE, stretched: undefined, value: 'v' };

describe('watchingMessage', () => {
  it('says who set up what, how often it is looked at, and how to end it', () => {
    const message = setUp.watchingMessage(english, reader, watch);
    expect(shown(message)).toBe(
      [
        "<@U1> set up a watch. I'll notify this channel when flow `17b6aa11` changes. I look for changes every 10 minutes.",
        'Unwatch',
        'To end this, type `/flow-json unwatch 17b6aa11`.',
      ].join('\n'),
    );
    expect(buttonsIn(message.blocks)).toMatchObject([{ action_id: 'unwatch', value: 'v' }]);
  });

  it('says that the calls do not suffice, and names the space for the command', () => {
    const stretched = { everyMs: 16 * MINUTE, flows: 1000 };
    const inSpace = { flowId: '17b6aa11', space: 'eu-shop' };
    const text = shown(
      setUp.watchingMessage(english, reader, { ...watch, flow: inSpace, outcome: 'changed', stretched }),
    );
    expect(text).toContain('1,000 flows are watched, so I currently look for changes every 16 minutes.');
    expect(text).toContain('`/flow-json unwatch 17b6aa11 space:eu-shop`');
  });

  it('speaks to the person alone in their direct message', () => {
    const text = shown(setUp.watchingMessage(english, { ...reader, isDirect: true }, watch));
    expect(text).toContain("I'll notify you when");
    expect(shown(setUp.watchingMessage(chinese, { ...reader, isDirect: true }, watch))).toContain('我会通知你');
  });
});

it('names who had set up a watch where somebody else ends it', () => {
  const mentions = (createdBy: string) => shown(setUp.endedWatchMessage(english, reader, flow, createdBy));
  expect(mentions('U2')).toContain('<@U2> set it up.');
  expect(mentions('U1')).not.toContain('set it up');
});

describe('notSetUpMessage', () => {
  it.each([
    ['private', "I'm not in this conversation", 'Add me with `/invite` <@UBOT>'],
    ['two-people', 'between two people', 'in our direct message'],
    ['archived', 'is archived', "Try again in a channel that I'm in"],
    ['restricted', 'only some people can post', "Try again in a channel that I'm in"],
    ['unconfirmed', 'ignore it', 'Try again.'],
  ] as const)('says why, and what to do: %s', (why, reason, next) => {
    const text = shown(setUp.notSetUpMessage(english, { why }, 'UBOT'));
    expect(text).toContain("*I couldn't set that up:*");
    expect(text).toContain(reason);
    expect(text).toContain(next);
  });

  it("gives Slack's code where nothing else is known", () => {
    expect(shown(setUp.notSetUpMessage(english, { why: 'refused', code: 'odd_<error>' }, undefined))).toContain(
      '`odd_&lt;error&gt;`',
    );
  });
});

it.each(LANGUAGES)('every message in %s is within limits, and has no hole', (language) => {
  const t = translateTo(language);
  const long = { flowId: '1'.repeat(64), space: 's'.repeat(64) };
  const whys = [
    'private',
    'two-people',
    'archived',
    'restricted',
    'threads-only',
    'no-replies',
    'suspended',
    'connect',
    'not-found',
    'cannot-join',
  ] as const;
  const messages = [false, true].flatMap((isDirect) => {
    const to = { ...reader, isDirect };
    return [
      ...(['added', 'resumed', 'changed'] as const).map((outcome) =>
        setUp.watchingMessage(t, to, {
          ...watch,
          flow: long,
          outcome,
          stretched: { everyMs: 60 * MINUTE, flows: 9999 },
        }),
      ),
      setUp.alreadyWatchedMessage(t, watch),
      setUp.endedWatchMessage(t, to, long, 'U2'),
      setUp.mutedMessage(t, to, { flow: long, until: NOW, value: 'v' }),
      setUp.unmutedMessage(t, to, flow),
      setUp.notMutedMessage(t, flow),
      setUp.opsHereMessage(t, to),
      setUp.opsAlreadyMessage(t),
      setUp.opsMovedMessage(t, to, 'C2'),
      setUp.opsEndedMessage(t, to),
      setUp.opsNoneMessage(t, undefined),
      setUp.opsNoneMessage(t, 'C2'),
      setUp.notifyChangedMessage(t, to, {
        mode: 'daily',
        useThread: true,
        broadcast: true,
        filesIn: 'thread' as const,
      }),
      setUp.doneElsewhereMessage(t, 'C1'),
      setUp.notSaidMessage(t, 'C1'),
      setUp.takenBackMessage(t),
      setUp.stillSaidMessage(t, { kind: 'store' }),
      ...[...whys, 'unconfirmed' as const, 'refused' as const].map((why) =>
        setUp.notSetUpMessage(t, { why }, undefined),
      ),
    ];
  });
  for (const message of messages) {
    expect(problemsOfMessage(message)).toEqual([]);
    expectReadable(shown(message));
  }
});
