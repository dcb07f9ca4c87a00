import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import type { NotifyOperators } from './notify-operators.ts';

/** An account, as far as its limit is concerned. */
interface LimitedAccount {
  name: string;
  /** Calls of each operation in any second, by the settings. */
  callsPerSecond: number;
}

/** Tells operators of limits that were hit, whoever's call met one; never throws. */
export interface LimitNotices {
  limited(account: LimitedAccount, error: unknown): void;
  /** A call went well: a limit that was not hit for long is over. */
  worked(account: LimitedAccount): void;
}

export interface LimitNoticesParts {
  notifyOperators: Pick<NotifyOperators, 'limited' | 'worked'>;
  clock: Pick<Clock, 'monotonicMs'>;
  log: Pick<Log, 'warn'>;
}

/** What Alibaba Cloud's documentation allows an operation, and what all share after a drop; calls a second. */
const USUAL_LIMIT = 5;
/** Calls go well several times a second: once in so long is enough to see that something is over. */
const LOOK_EVERY_MS = 60_000;

export function createLimitNotices({ notifyOperators, clock, log }: LimitNoticesParts): LimitNotices {
  const lookedAt = new Map<string, number>();

  const quietly = (account: string, work: Promise<void>) =>
    void work.catch((error: unknown) => log.warn({ err: error, account }, 'Could not tell operators of a limit'));

  return {
    limited({ name, callsPerSecond }, error) {
      const limit = {
        perOperation: callsPerSecond,
        common: Math.min(callsPerSecond, USUAL_LIMIT),
        isRaised: callsPerSecond > USUAL_LIMIT,
      };
      log.warn(
        { err: error, account: name, ...limit },
        'Alibaba Cloud dropped a call: all operations share one budget',
      );
      quietly(name, notifyOperators.limited(name, error, limit));
    },

    worked({ name }) {
      const now = clock.monotonicMs();
      if (now - (lookedAt.get(name) ?? Number.NEGATIVE_INFINITY) < LOOK_EVERY_MS) return;
      lookedAt.set(name, now);
      quietly(name, notifyOperators.worked(name));
    },
  };
}
