import { describe, expect, it } from 'vitest';
import { parsed, unclear } from '../../support/commands.ts';

const A = '17b6a0c4e2f94d1b8c35e07f6a9d2b18';
const B = '17b6a0c4e2f94d1b8c35e07f6a9d2b19';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const watchOf = (everyMs: number, space?: string) => ({ name: 'watch', given: { flowId: A, everyMs, space } });
const problemOf = (kind: string, given?: string) => ({ kind, ...(given === undefined ? {} : { given }) });

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
    expect(parsed(text)).toEqual(command);
  });

  it.each([
    ['watch', problemOf('no-flow-id')],
    [`watch ${A} ${B}`, problemOf('one-flow-only')],
    [`watch ${A} often`, problemOf('unexpected-word', 'often')],
    [`watch ${A} every`, problemOf('bad-interval', 'every')],
    [`watch ${A} every 10`, problemOf('bad-interval', 'every 10')],
    [`watch ${A} every 4m`, problemOf('bad-interval', 'every 4m')],
    [`watch ${A} every 25 h`, problemOf('bad-interval', 'every 25 h')],
    [`watch ${A} every 2d`, problemOf('bad-interval', 'every 2d')],
    [`watch ${A} every minute`, problemOf('bad-interval', 'every minute')],
    [`watch ${A} every 10 parsecs`, problemOf('bad-interval', 'every 10 parsecs')],
    [`watch ${A} space:one space:two`, problemOf('several-spaces')],
  ])('is unclear as %s', (text, problem) => {
    expect(unclear(text)).toEqual({ subcommand: text.split(' ')[0], problem });
  });
});

describe('the other commands about watches and versions', () => {
  it.each([
    [`unwatch ${A}`, 'unwatch', { flowId: A, space: undefined }],
    [`unsubscribe ${A} space:eu-shop`, 'unwatch', { flowId: A, space: 'eu-shop' }],
    ['watch clinic every 1h', 'watch', { name: 'clinic', everyMs: HOUR, space: undefined }],
    ['unwatch Clinic space:eu-shop', 'unwatch', { name: 'Clinic', space: 'eu-shop' }],
    ['diff clinic 2 3', 'diff', { of: 'versions', flow: { name: 'clinic', space: undefined }, versions: [2, 3] }],
    ['watches', 'watches', undefined],
    [`history ${A}`, 'history', { flowId: A, space: undefined }],
    ['ops here', 'ops', { isOn: true }],
    ['ops off', 'ops', { isOn: false }],
    [`mute ${A}`, 'mute', { flowId: A, space: undefined }],
    [`unmute ${A}`, 'unmute', { flowId: A, space: undefined }],
    [`diff ${A}`, 'diff', { of: 'versions', flow: { flowId: A, space: undefined }, versions: [] }],
    [`diff ${A} 3`, 'diff', { of: 'versions', flow: { flowId: A, space: undefined }, versions: [3] }],
    [
      `diff ${A} v1 v3 space:eu-shop`,
      'diff',
      { of: 'versions', flow: { flowId: A, space: 'eu-shop' }, versions: [1, 3] },
    ],
    [`diff <tel:${A}|${A}>`, 'diff', { of: 'versions', flow: { flowId: A, space: undefined }, versions: [] }],
    [
      `diff ${A} ${B}`,
      'diff',
      { of: 'flows', before: { flowId: A, space: undefined }, after: { flowId: B, space: undefined } },
    ],
    [
      `diff ${A} space:one ${B} space:two`,
      'diff',
      { of: 'flows', before: { flowId: A, space: 'one' }, after: { flowId: B, space: 'two' } },
    ],
    [
      `diff ${A} ${A} space:two`,
      'diff',
      { of: 'flows', before: { flowId: A, space: undefined }, after: { flowId: A, space: 'two' } },
    ],
  ])('%s', (text, name, given) => {
    expect(parsed(text)).toEqual({ name, given });
  });

  it.each([
    ['unwatch', problemOf('no-flow-id')],
    [`watches ${A} please`, { ...problemOf('takes-nothing', `${A} please`), command: 'watches' }],
    [`history ${A} ${B}`, problemOf('one-flow-only')],
    ['ops', problemOf('ops-where')],
    ['ops there', problemOf('ops-where')],
    ['ops off now', problemOf('ops-where')],
    ['unmute', problemOf('no-flow-id')],
    ['diff', problemOf('no-flow-id')],
    ['diff 1 2', problemOf('no-flow-id')],
    [`diff ${A} 0`, problemOf('not-a-version', '0')],
    [`diff ${A} 1 2 3`, problemOf('not-a-version', '3')],
    [`diff ${A} ${B} 2`, problemOf('one-flow-only')],
    [`diff space:one ${A} ${B}`, problemOf('no-flow-id')],
    [`diff ${A} space:one space:two ${B}`, problemOf('several-spaces')],
    [`diff ${A} ${B} newest`, problemOf('unexpected-word', 'newest')],
  ])('%s is unclear', (text, problem) => {
    expect(unclear(text)).toEqual({ subcommand: text.split(' ')[0], problem });
  });
});
