import { describe, expect, it } from 'vitest';
import { dateToken } from '../../../sandbox/page/text/date-token.ts';

/** Tuesday 14 November 2023, 22:13:20 UTC: the example of Slack's documentation is of the same kind. */
const SECONDS = 1_700_000_000;
const DAY_MS = 86_400_000;

const shown = (format: string, { daysLater = 5, timeZone = 'UTC', seconds = SECONDS } = {}) =>
  dateToken(`!date^${seconds}^${format}`, { nowMs: seconds * 1000 + daysLater * DAY_MS, timeZone })?.text;

describe("a date in Slack's mrkdwn", () => {
  it.each([
    ['{date_num}', '2023-11-14'],
    ['{date}', 'November 14th, 2023'],
    ['{date_short}', 'Nov 14, 2023'],
    ['{date_long}', 'Tuesday, November 14th, 2023'],
    ['{date_pretty}', 'November 14th, 2023'],
    ['{time}', '22:13'],
    ['{time_secs}', '22:13:20'],
    ['on {date_short} at {time}', 'on Nov 14, 2023 at 22:13'],
    ['{moon} {time_pretty} {constructor} {}', '{moon} {time_pretty} {constructor} {}'],
  ])('%s is %s', (format, expected) => {
    expect(shown(format)).toBe(expected);
  });

  it('is that of the day where the reader is', () => {
    expect(shown('{date_num} {time}', { timeZone: 'Asia/Shanghai' })).toBe('2023-11-15 06:13');
  });

  it.each([
    [0, 'today'],
    [1, 'yesterday'],
    [-1, 'tomorrow'],
    [2, 'November 14th, 2023'],
  ])('says it in a word when now is %i days later', (daysLater, expected) => {
    expect(shown('{date_pretty}', { daysLater })).toBe(expected);
  });

  it.each([
    ['1', '1st'],
    ['2', '2nd'],
    ['3', '3rd'],
    ['11', '11th'],
    ['22', '22nd'],
  ])('of the %s is the %s', (day, expected) => {
    expect(shown('{date}', { seconds: Date.UTC(2023, 0, Number(day)) / 1000 })).toBe(`January ${expected}, 2023`);
  });

  it('keeps its link', () => {
    expect(dateToken('!date^0^{date_num}^https://a.example/^', { nowMs: 0, timeZone: 'UTC' })).toEqual({
      text: '1970-01-01',
      url: 'https://a.example/^',
    });
  });

  it.each(['!here', '!date^soon^{date}', '!date^1', '!date^99999999999999^{date}'])('is none in %s', (target) => {
    expect(dateToken(target, { nowMs: 0 })).toBeUndefined();
  });
});
