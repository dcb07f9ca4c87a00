import { describe, expect, it } from 'vitest';
import { parseCommand } from '../../../../../src/slack/payloads/command/command.ts';

const A = '17b6a0c4e2f94d1b8c35e07f6a9d2b18';
const B = '17b6a0c4e2f94d1b8c35e07f6a9d2b19';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const watchOf = (everyMs: number, space?: string) => ({ type: 'watch', flowId: A, everyMs, space });
const unclear = (problem: string, given?: string) => ({
  type: 'unclear',
  problem,
  ...(given === undefined ? {} : { given }),
});

describe('watch', () => {
  it.each([
    [`watch ${A}`, watchOf(10 * MINUTE)],
    [`Subscribe \`${A}\``, watchOf(10 * MINUTE)],
    [`watch <tel:${A}|${A}>`, watchOf(10 * MINUTE)],
    [`watch ${A} every 5m`, watchOf(5 * MINUTE)],
    [`watch ${A} every 30min`, watchOf(30 * MINUTE)],
    [`watch ${A} every 45 minutes`, watchOf(45 * MINUTE)],
    [`watch ${A} EVERY 2H space:eu-shop`, watchOf(2 * HOUR, 'eu-shop')],
    [`watch space:eu-shop every 1 hour ${A}`, watchOf(HOUR, 'eu-shop')],
    [`watch ${A} every hour`, watchOf(HOUR)],
    [`watch ${A} every 24h`, watchOf(24 * HOUR)],
    [`watch ${A} every 1d`, watchOf(24 * HOUR)],
  ])('%s', (text, command) => {
    expect(parseCommand(text)).toEqual(command);
  });

  it.each([
    ['watch', unclear('no-flow-id')],
    [`watch ${A} ${B}`, unclear('one-flow-only')],
    [`watch ${A} often`, unclear('unexpected-word', 'often')],
    ['watch often', unclear('not-a-flow-id', 'often')],
    [`watch ${A} every`, unclear('bad-interval', 'every')],
    [`watch ${A} every 10`, unclear('bad-interval', 'every 10')],
    [`watch ${A} every 4m`, unclear('bad-interval', 'every 4m')],
    [`watch ${A} every 25 h`, unclear('bad-interval', 'every 25 h')],
    [`watch ${A} every 2d`, unclear('bad-interval', 'every 2d')],
    [`watch ${A} every minute`, unclear('bad-interval', 'every minute')],
    [`watch ${A} every 10 parsecs`, unclear('bad-interval', 'every 10 parsecs')],
    [`watch ${A} space:one space:two`, unclear('several-spaces')],
  ])('is unclear as %s', (text, problem) => {
    expect(parseCommand(text)).toEqual(problem);
  });
});

describe('the other commands about watches and versions', () => {
  it.each([
    [`unwatch ${A}`, { type: 'unwatch', flowId: A, space: undefined }],
    [`unsubscribe ${A} space:eu-shop`, { type: 'unwatch', flowId: A, space: 'eu-shop' }],
    ['watches', { type: 'watches' }],
    [`history ${A}`, { type: 'history', flowId: A, space: undefined }],
    ['ops here', { type: 'ops-here' }],
    [`diff ${A}`, { type: 'diff-versions', flowId: A, versions: [], space: undefined }],
    [`diff ${A} 3`, { type: 'diff-versions', flowId: A, versions: [3], space: undefined }],
    [`diff ${A} v1 v3 space:eu-shop`, { type: 'diff-versions', flowId: A, versions: [1, 3], space: 'eu-shop' }],
    [`diff <tel:${A}|${A}>`, { type: 'diff-versions', flowId: A, versions: [], space: undefined }],
    [
      `diff ${A} ${B}`,
      { type: 'diff-flows', before: { flowId: A, space: undefined }, after: { flowId: B, space: undefined } },
    ],
    [
      `diff ${A} space:one ${B} space:two`,
      { type: 'diff-flows', before: { flowId: A, space: 'one' }, after: { flowId: B, space: 'two' } },
    ],
    [
      `diff ${A} ${A} space:two`,
      { type: 'diff-flows', before: { flowId: A, space: undefined }, after: { flowId: A, space: 'two' } },
    ],
  ])('%s', (text, command) => {
    expect(parseCommand(text)).toEqual(command);
  });

  it.each([
    ['unwatch', unclear('no-flow-id')],
    ['watches please', unclear('unexpected-word', 'please')],
    [`history ${A} ${B}`, unclear('one-flow-only')],
    ['ops', unclear('ops-where')],
    ['ops there', unclear('ops-where')],
    ['diff', unclear('no-flow-id')],
    ['diff 1 2', unclear('no-flow-id')],
    [`diff ${A} 0`, unclear('not-a-version', '0')],
    [`diff ${A} 1 2 3`, unclear('not-a-version', '3')],
    [`diff ${A} ${B} 2`, unclear('one-flow-only')],
    [`diff space:one ${A} ${B}`, unclear('no-flow-id')],
    [`diff ${A} space:one space:two ${B}`, unclear('several-spaces')],
    [`diff ${A} ${B} newest`, unclear('unexpected-word', 'newest')],
  ])('%s is unclear', (text, problem) => {
    expect(parseCommand(text)).toEqual(problem);
  });
});
