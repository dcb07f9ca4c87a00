import { describe, expect, it } from 'vitest';
import { translateTo } from '../../../../src/i18n.ts';
import {
  everyText,
  type ListedWatch,
  notWatchedMessage,
  tooManyWatchesMessage,
  watchesMessage,
} from '../../../../src/slack/messages/watch.ts';
import { problemsOfMessage } from '../support/limits.ts';
import { buttonsIn, english, expectReadable, LANGUAGES, shown } from '../support/texts.ts';

const MINUTE = 60_000;
const NOW = 1_700_000_000_000;
const flow = { flowId: '17b6aa11', space: undefined };
const listed: ListedWatch = {
  flow,
  name: 'Sign-up',
  everyMs: 10 * MINUTE,
  pausedWhy: undefined,
  pausedUntil: undefined,
  value: 'v',
};

describe('everyText', () => {
  it.each([
    [5, 'every 5 minutes'],
    [60, 'every 1 hour'],
    [90, 'every 90 minutes'],
    [1440, 'every 24 hours'],
  ])('%i minutes', (minutes, text) => {
    expect(everyText(english, minutes * MINUTE)).toBe(text);
  });
});

describe('watchesMessage', () => {
  it('speaks of the reader in their direct message', () => {
    expect(shown(watchesMessage(english, [listed], NOW, true))).toContain('*You watch 1 flow here*');
    expect(shown(watchesMessage(english, [], NOW, true))).toContain("You don't watch any flows here.");
  });

  it('names each with a button', () => {
    const message = watchesMessage(english, [listed, { ...listed, name: undefined, value: 'w' }], NOW, false);
    expect(message.text).toBe(
      'This channel watches 2 flows\nSign-up\n17b6aa11 · every 10 minutes\n17b6aa11 · every 10 minutes',
    );
    expect(buttonsIn(message.blocks)).toMatchObject([
      { action_id: 'unwatch', value: 'v' },
      { action_id: 'unwatch', value: 'w' },
    ]);
  });

  it.each([
    ['muted', NOW + MINUTE, ' · muted until <!date^1700000060^'],
    ['channel-gone', undefined, " · paused because I couldn't post here"],
    ['flow-gone', undefined, " · paused because Alibaba Cloud couldn't find it"],
  ] as const)('says that it is %s', (pausedWhy, pausedUntil, text) => {
    expect(shown(watchesMessage(english, [{ ...listed, pausedWhy, pausedUntil }], NOW, false))).toContain(text);
  });

  it('does not call muted what speaks again', () => {
    const spoken = { ...listed, pausedWhy: 'muted' as const, pausedUntil: NOW };
    expect(shown(watchesMessage(english, [spoken], NOW, false))).not.toContain('muted');
  });

  it('counts what does not fit', () => {
    const message = watchesMessage(english, Array(50).fill(listed), NOW, false);
    expect(problemsOfMessage(message)).toEqual([]);
    expect(buttonsIn(message.blocks)).toHaveLength(47);
    expect(shown(message)).toContain('and 3 more flows');
  });

  it('says how to watch where nothing is watched', () => {
    expect(shown(watchesMessage(english, [], NOW, false))).toBe(
      "This channel doesn't watch any flows. To watch one, type `/flow-json watch &lt;flowId&gt;`.",
    );
  });
});

it.each(LANGUAGES)('every message in %s is within limits, and has no hole', (language) => {
  const t = translateTo(language);
  const hostile = {
    ...listed,
    flow: { flowId: '1'.repeat(64), space: 's'.repeat(64) },
    name: '<!channel>*`'.repeat(500),
  };
  const messages = [
    watchesMessage(t, Array(200).fill(hostile), NOW, false),
    watchesMessage(t, [], NOW, false),
    notWatchedMessage(t, flow),
    tooManyWatchesMessage(t, 'person', 1000),
    tooManyWatchesMessage(t, 'channel', 1000),
  ];
  for (const message of messages) {
    expect(problemsOfMessage(message)).toEqual([]);
    expectReadable(shown(message));
    expect(message.text).not.toContain('<!channel>');
  }
});
