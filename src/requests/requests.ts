import type { Audit } from '../audit/audit.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { type Accept, createAccept } from './accept.ts';
import type { Delivery } from './delivery.ts';
import { createEndings } from './endings.ts';
import { createInTurn, MAX_RUNNING } from './in-turn.ts';
import { createInsist } from './insist.ts';
import type { OnceKey, RequestJournal } from './journal.ts';
import { createRecovery } from './recovery.ts';
import type { Replies } from './replies.ts';
import type { Run } from './run.ts';
import { createStart } from './start.ts';
import { createUnderWay } from './under-way.ts';

/** Room for several accounts that are full, so that one of them keeps nobody's request from being taken over. */
const MAX_WITH_RECOVERED = 500;

export interface Requests {
  accept: Accept;
  /**
   * Whether what may arrive twice is here for the first time; for what is done without a request.
   *
   * @param teamId of the workspace that it came from: it is forgotten together with that.
   * @throws {StoreError} where nobody can tell.
   */
  isNew(teamId: string, once: OnceKey): Promise<boolean>;
  /** Takes over what other processes left behind, again and again until `stop`. */
  keepRecovering(): void;
  /** Starts none of those that wait for their turn. Resolves once every request that was started here has ended. */
  settled(): Promise<void>;
  /** Lets other processes take over what has not ended here. */
  stop(): Promise<void>;
}

export interface RequestsParts {
  journal: RequestJournal;
  run: Run;
  replies: Replies;
  delivery: Pick<Delivery, 'wasShared'>;
  newId: () => string;
  audit: Audit;
  /** As for `createRun`. */
  acksSent: () => Promise<void>;
  clock: Clock;
  log: Log;
  /** Requests of an account that run at a time; the usual number where it is left out. */
  maxRunning?: number;
  /** Of all accounts, where those of other processes are taken over: more are left to processes with room. */
  maxWithRecovered?: number;
}

/** A request's way: accept (written down), run (fetch), deliver, end (written down, replied); after a crash, recovery. */
export function createRequests({
  journal,
  run,
  replies,
  delivery,
  newId,
  audit,
  acksSent,
  clock,
  log,
  maxRunning = MAX_RUNNING,
  maxWithRecovered = MAX_WITH_RECOVERED,
}: RequestsParts): Requests {
  const insist = createInsist(clock);
  const underWay = createUnderWay({ journal, clock, log });
  const endings = createEndings(journal, insist, audit);
  const start = createStart({ journal, run, endings, underWay, insist });
  const inTurn = createInTurn({ start, journal, replies, underWay, acksSent, clock, maxRunning });
  const recovery = createRecovery({
    journal,
    replies,
    delivery,
    start,
    endings,
    underWay,
    audit,
    clock,
    log,
    maxRunning: maxWithRecovered,
  });

  return {
    accept: createAccept({ journal, replies, start: inTurn.start, insist, newId, audit }),
    isNew: journal.markSeen,
    keepRecovering: recovery.start,

    settled() {
      inTurn.stop();
      return underWay.settled();
    },

    async stop() {
      recovery.stop();
      underWay.stop();
      await journal.handOver().catch((error: unknown) => log.error({ err: error }, 'Requests were not handed over'));
    },
  };
}
