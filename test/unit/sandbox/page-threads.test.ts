import { describe, expect, it } from 'vitest';
import { threadRowsOf, threadTitle } from '../../../sandbox/page/text/threads.ts';
import { dayOf } from '../../../sandbox/page/text/time-text.ts';
import type { Line } from '../../../sandbox/slack/page-api.ts';

const author = { id: 'U1', name: 'ana', realName: 'Ana', isBot: false, locale: 'en-US' };

function line(ts: string, more: Partial<Line> = {}): Line {
  return { ts, conversationId: 'C1', author, text: '', files: [], isPrivate: false, ...more };
}

const rows = (...lines: Line[]) =>
  threadRowsOf(lines, (ts) => dayOf(ts, 'UTC')).map(({ line: { ts }, replies }) => [
    ts,
    replies.map((reply) => reply.line.ts),
  ]);

describe('threads', () => {
  it('stand below their message, private lines among them', () => {
    expect(
      rows(
        line('1', { threadTs: '1' }),
        line('2'),
        line('3', { threadTs: '1' }),
        line('4', { threadTs: '1', isPrivate: true }),
      ),
    ).toEqual([
      ['1', ['3', '4']],
      ['2', []],
    ]);
  });

  it('lose no reply whose message is not in sight', () => {
    expect(rows(line('2'), line('3', { threadTs: '1' }))).toEqual([
      ['2', []],
      ['3', []],
    ]);
  });

  it('name the author of what comes behind them', () => {
    const found = threadRowsOf([line('1'), line('2', { threadTs: '1' }), line('3'), line('4')], (ts) =>
      dayOf(ts, 'UTC'),
    );
    expect(found.map(({ beginsGroup }) => beginsGroup)).toEqual([true, true, false]);
    expect(found[0]?.replies.map(({ beginsGroup }) => beginsGroup)).toEqual([true]);
  });

  it.each([
    [[line('2')], 'Thread · 1 reply'],
    [[line('2'), line('3'), line('4', { isPrivate: true })], 'Thread · 2 replies'],
    [[line('2', { isPrivate: true })], 'Thread'],
  ])('count what all can see', (replies, expected) => {
    expect(threadTitle(replies)).toBe(expected);
  });
});
