import type { CamsOperation } from '../cams/types.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { factsOfError, type NotifyOperators, problemOf } from './notify-operators.ts';

/** An account, as far as its limit is concerned. */
interface LimitedAccount {
  name: string;
  /** Calls of each operation in any second, by the settings. */
  callsPerSecond: number;
}

/** Notifies operators of what calls meet at an account, whoever made them: a person or the watcher. Never throws. */
export interface AccountNotices {
  limited(account: LimitedAccount, error: unknown): void;
  failed(account: Pick<LimitedAccount, 'name'>, operation: CamsOperation, error: unknown): void;
  /** A call went well: what was not met for long is over. */
  worked(account: Pick<LimitedAccount, 'name'>, operation: CamsOperation): void;
}

export interface AccountNoticesParts {
  notifyOperators: Pick<NotifyOperators, 'limited' | 'failed' | 'worked'>;
  clock: Pick<Clock, 'monotonicMs'>;
  log: Pick<Log, 'warn'>;
}

/** What Alibaba Cloud's documentation allows an operation, and what all share after a drop; calls a second. */
const USUAL_LIMIT = 5;
/** Calls go well several times a second: once in so long is enough to see that something is over. */
const LOOK_EVERY_MS = 60_000;

export function createAccountNotices({ notifyOperators, clock, log }: AccountNoticesParts): AccountNotices {
  const lookedAt = new Map<string, number>();

  const quietly = (account: string, work: Promise<void>) =>
    void work.catch((error: unknown) => log.warn({ err: error, account }, 'Could not notify operators of an account'));

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

    failed({ name }, operation, error) {
      const facts = factsOfError(error);
      const problem = problemOf(facts, operation);
      // Of a limit it was told when the call was dropped.
      if (problem === undefined || problem === 'limit-hit') return;
      quietly(name, notifyOperators.failed(name, problem, facts));
    },

    worked({ name }, operation) {
      const now = clock.monotonicMs();
      const key = `${name} ${operation}`;
      if (now - (lookedAt.get(key) ?? Number.NEGATIVE_INFINITY) < LOOK_EVERY_MS) return;
      lookedAt.set(key, now);
      quietly(name, notifyOperators.worked(name, operation));
    },
  };
}
