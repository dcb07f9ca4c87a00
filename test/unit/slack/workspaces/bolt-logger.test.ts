import { describe, expect, it } from 'vitest';
import { boltLogger } from '../../../../src/slack/workspaces/bolt-logger.ts';
import { readableLog } from '../../support/readable-log.ts';

describe('boltLogger', () => {
  it('writes what Bolt logs, at its level, with the stack of an error', () => {
    const { log, entries } = readableLog();
    const logger = boltLogger(log, 'warn');
    logger.debug('a', 1);
    logger.info('b');
    logger.warn('c', { toString: () => 'd' });
    logger.error('failed:', new Error('no answer'));
    expect(entries().map(({ level, msg }) => [level, msg])).toEqual([
      [20, 'a 1'],
      [30, 'b'],
      [40, 'c d'],
      [50, expect.stringMatching(/^failed: Error: no answer\n +at .*bolt-logger\.test\.ts:\d+/)],
    ]);
  });

  it('writes the message of an error that has no stack', () => {
    const { log, entries } = readableLog();
    boltLogger(log, 'info').error(Object.assign(new Error('no answer'), { stack: undefined }));
    expect(entries()).toMatchObject([{ msg: 'no answer' }]);
  });

  it.each(['debug', 'info', 'warn', 'error'] as const)('tells Bolt the level %s', (level) => {
    expect(boltLogger(readableLog().log, level).getLevel()).toBe(level);
  });
});
