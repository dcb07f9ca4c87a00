import { describe, expect, it } from 'vitest';
import { failedLine, mergeLines } from '../../../sandbox/page/text/failed-line.ts';
import { linkOnPage } from '../../../sandbox/page/text/file-link.ts';
import { rowsOf } from '../../../sandbox/page/text/grouping.ts';
import { dayOf, dayText, timeText } from '../../../sandbox/page/text/time-text.ts';
import { allRead, unreadCount } from '../../../sandbox/page/text/unread.ts';
import type { Line } from '../../../sandbox/slack/page-api.ts';

/** 24 November 2026, 09:41:00 UTC. */
const NOON_TS = Date.UTC(2026, 10, 24, 9, 41) / 1000;

function line(secondsLater: number, more: Partial<Line> & { by?: string } = {}): Line {
  const { by = 'U1', ...rest } = more;
  const author = { id: by, name: by, realName: by, isBot: false, locale: 'en-US' };
  const ts = (NOON_TS + secondsLater).toFixed(6);
  return { ts, conversationId: 'C1', author, text: '', files: [], isPrivate: false, ...rest };
}

const inUtc = (ts: string) => dayOf(ts, 'UTC');

describe('grouping', () => {
  const beginnings = (...lines: Line[]) => rowsOf(lines, inUtc).map(({ beginsGroup }) => beginsGroup);

  it('keeps lines of one author together for five minutes', () => {
    expect(beginnings(line(0), line(10), line(309), line(610))).toEqual([true, false, false, true]);
  });

  it('begins anew with another author, and between private and public', () => {
    expect(beginnings(line(0), line(1, { by: 'U2' }), line(2, { by: 'U2', isPrivate: true }))).toEqual([
      true,
      true,
      true,
    ]);
  });

  it('begins a day at its first line only, and a group with it', () => {
    const midnight = 14 * 3600 + 19 * 60;
    const rows = rowsOf([line(midnight - 1), line(midnight), line(midnight + 1)], inUtc);
    expect(rows.map(({ beginsDay, beginsGroup }) => [beginsDay, beginsGroup])).toEqual([
      [true, true],
      [true, true],
      [false, false],
    ]);
  });
});

describe('times', () => {
  const now = String(NOON_TS);

  it('are shown where the reader is', () => {
    expect(timeText(now, 'UTC')).toBe('09:41');
    expect(timeText(now, 'Asia/Shanghai')).toBe('17:41');
  });

  it.each([
    [0, 'Today'],
    [-86_400, 'Yesterday'],
    [-3 * 86_400, 'Saturday 21 November'],
  ])('name the day %i s away', (seconds, expected) => {
    expect(dayText(String(NOON_TS + seconds), now, 'UTC')).toBe(expected);
  });
});

describe('unread', () => {
  const lines = [
    line(0),
    line(1, { by: 'U2' }),
    line(2),
    line(3, { by: 'U2' }),
    line(4, { conversationId: 'C2', by: 'U2' }),
  ];

  it('is what others said since', () => {
    const read = { C1: lines[0]?.ts ?? '' };
    expect(unreadCount(lines, 'C1', read, 'U1')).toBe(2);
    expect(unreadCount(lines, 'C2', read, 'U1')).toBe(1);
  });

  it('is nothing once all is read', () => {
    expect(unreadCount(lines, 'C1', allRead(lines), 'U1')).toBe(0);
  });
});

describe('a link', () => {
  const file = {
    id: 'F0AB',
    name: 'a.json',
    title: 'a',
    mode: 'snippet',
    filetype: 'json',
    mimetype: 'application/json',
    size: 1,
  } as const;
  const lines = [line(0), line(1, { conversationId: 'D1', files: [file] })];

  it('to a file that one sees leads to its message', () => {
    const href = linkOnPage('https://acme.slack.com/files/UBOT/F0AB/a.json', lines, 'U1');
    expect(Object.fromEntries(new URLSearchParams(href))).toEqual({ as: 'U1', in: 'D1', file: 'F0AB' });
  });

  it.each(['https://acme.slack.com/files/UBOT/F0ABC/a.json', 'https://example.com/F0AB-not', 'mailto:a@b.example'])(
    'elsewhere stays: %s',
    (url) => {
      expect(linkOnPage(url, lines, 'U1')).toBe(url);
    },
  );
});

describe('what did not get through', () => {
  it('is a private line among the others, with nothing in it taken for a mention', () => {
    const failed = failedLine('C1', 'failed with <!channel> & more', (NOON_TS + 1) * 1000);
    expect(failed).toMatchObject({ isPrivate: true, text: 'failed with &lt;!channel&gt; &amp; more' });
    expect(mergeLines([line(0), line(2)], [failed]).map(({ ts }) => Number(ts) - NOON_TS)).toEqual([0, 1, 2]);
  });
});
