import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';

const sourceOf = (path: string) => JSON.stringify(new URL(`../../src/${path}`, import.meta.url).href);

/** Logs when it is told to, and ends with the number of errors that came of it; at the tenth, since they may never end. */
const LOGGER = `
  import { surviveUncaughtErrors } from ${sourceOf('last-resort.ts')};
  import { createLog } from ${sourceOf('log.ts')};
  const log = createLog({ level: 'info', secrets: [] });
  surviveUncaughtErrors(log);
  let errors = 0;
  process.on('uncaughtException', () => {
    errors += 1;
    if (errors === 10) process.exit(errors);
  });
  log.info('started');
  process.stdin.once('data', () => {
    log.info('nobody reads this');
    process.stdin.once('end', () => setImmediate(() => process.exit(errors)));
  });
`;

describe('a bot whose log nobody reads any more', () => {
  it('goes on, and logs nothing of that without end', async () => {
    const logger = spawn(process.execPath, ['--input-type=module', '--eval', LOGGER], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    await once(logger.stdout, 'data');
    logger.stdout.destroy();
    await once(logger.stdout, 'close');
    logger.stdin.end('go');
    expect(await once(logger, 'exit')).toEqual([0, null]);
  });
});
