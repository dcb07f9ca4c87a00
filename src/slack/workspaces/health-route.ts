import type { CustomRoute } from '@slack/bolt';
import type { Clock } from '../../clock.ts';
import type { Log } from '../../log.ts';

export interface HealthParts {
  /** Writes to the database; rejects where that fails. */
  probe: () => Promise<void>;
  clock: Pick<Clock, 'monotonicMs' | 'wait'>;
  log: Pick<Log, 'info' | 'error'>;
}

/** However often it is asked, the database is written to once in this time; milliseconds. */
const KEPT_FOR_MS = 3_000;
/** A supervisor waits about 3 s for an answer; milliseconds. */
const PROBED_WITHIN_MS = 2_000;

/**
 * What a supervisor asks: 200 where the process answers and can write its database, else 503. Without a database that takes
 * writing the bot accepts nothing, however well it answers.
 */
export function createHealthRoute({ probe, clock, log }: HealthParts): CustomRoute {
  let known: { isWell: Promise<boolean>; until: number } | undefined;
  let wasWell = true;

  async function look(): Promise<boolean> {
    try {
      const late = clock.wait(PROBED_WITHIN_MS).then(() => Promise.reject(new Error('the database does not answer')));
      await Promise.race([probe(), late]);
      if (!wasWell) log.info('The database can be written again');
      wasWell = true;
    } catch (error) {
      if (wasWell) log.error({ err: error }, 'The database can not be written: /health says so');
      wasWell = false;
    }
    return wasWell;
  }

  function isWell(): Promise<boolean> {
    const now = clock.monotonicMs();
    if (known === undefined || known.until <= now) known = { isWell: look(), until: now + KEPT_FOR_MS };
    return known.isWell;
  }

  return {
    path: '/health',
    method: ['GET'],
    handler: async (_request, response) => {
      const ok = await isWell();
      response
        .writeHead(ok ? 200 : 503, { 'content-type': 'application/json' })
        .end(JSON.stringify(ok ? { ok } : { ok, database: 'can not be written' }));
    },
  };
}
