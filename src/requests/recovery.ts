import type { Audit } from '../audit/audit.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { allEnded, endedEntry } from './audit-entries.ts';
import type { Delivery } from './delivery.ts';
import type { Endings } from './endings.ts';
import type { AbandonedRequest, BegunShare, RequestJournal } from './journal.ts';
import type { Replies } from './replies.ts';
import { parseRequestBody } from './request.ts';
import type { Start } from './start.ts';
import type { UnderWay } from './under-way.ts';

/** Takes over what other processes left behind. */
export interface Recovery {
  /** Again and again until `stop`. */
  start(): void;
  stop(): void;
}

export interface RecoveryParts {
  journal: Pick<RequestJournal, 'renew' | 'claimAbandoned'>;
  replies: Pick<Replies, 'open' | 'tooOldNote' | 'gaveUpNote'>;
  delivery: Pick<Delivery, 'wasShared'>;
  start: Start;
  endings: Endings;
  underWay: Pick<UnderWay, 'add' | 'has' | 'size'>;
  audit: Pick<Audit, 'record'>;
  clock: Clock;
  log: Pick<Log, 'info' | 'warn' | 'error'>;
  /** Requests that run at a time, with those that were accepted here: nothing is taken over beyond them. */
  maxRunning: number;
}

/** How often a process gives a sign of life and looks for what others left behind; milliseconds. */
const ROUND_MS = 2000;
/** Requests that are taken over in a round: those of a busy process that died are spread over the others. */
const MAX_RECOVERED_PER_ROUND = 10;
/** A request that outlived so many processes was the end of them: it is not run a fourth time. */
const MAX_TAKEOVERS = 2;
/** A reply's URL is dead by then, and the requester has found another way (source: Slack's 30 minutes); milliseconds. */
const TOO_OLD_MS = 30 * 60 * 1000;
/** A requester whom no reply reached for a day is out of reach for good; milliseconds. */
const GIVE_UP_MS = 24 * 60 * 60 * 1000;

export function createRecovery(parts: RecoveryParts): Recovery {
  const { journal, replies, delivery, start, endings, underWay, audit, clock, log, maxRunning } = parts;
  let isStopped = false;
  let suspect: string | undefined;

  /** A share that turns out to have been made. */
  async function madeShare({ teamId, shares }: AbandonedRequest): Promise<BegunShare | undefined> {
    for (const share of shares.toReversed()) if (await delivery.wasShared(teamId, share)) return share;
    return undefined;
  }

  /** Nobody can say any more what it was. */
  async function drop({ id, teamId, userId }: AbandonedRequest, outcome: string): Promise<void> {
    const flows = [{ flowId: '', outcome }];
    await audit.record({ event: 'failed', teamId, userId, action: 'fetch', request: id, flows });
    await endings.drop(id);
  }

  async function recover(abandoned: AbandonedRequest): Promise<void> {
    const { id, teamId, userId, body, note, ageMs, takeovers } = abandoned;
    const request = parseRequestBody(body, { teamId, userId });
    if (request === undefined) {
      log.error({ id, userId }, 'A request of another version could not be read');
      return drop(abandoned, 'unreadable');
    }
    const isLate = ageMs > TOO_OLD_MS;
    const reply = await replies.open(request, { isLate });
    log.info({ id, userId, ageMs, takeovers, wasEnding: note !== undefined }, 'Taking over a request');

    if (note !== undefined) return ageMs < GIVE_UP_MS ? endings.endAgain(id, note, reply) : endings.drop(id);
    const shared = await madeShare(abandoned);
    if (shared !== undefined) {
      // One that was begun by the version before has no word of its flows.
      const { channelId: deliveredTo, note: sharedNote, audited = allEnded(request, 'delivered') } = shared;
      const entry = endedEntry(id, request, 'delivered', { flows: audited, deliveredTo });
      return endings.end(id, { outcome: 'delivered', note: sharedNote, audit: entry }, reply);
    }
    const fail = (why: string, told: string) => {
      const entry = endedEntry(id, request, 'failed', { flows: allEnded(request, why) });
      return endings.end(id, { outcome: 'failed', note: told, audit: entry }, reply);
    };
    if (takeovers > MAX_TAKEOVERS) {
      log.error(
        { id, userId, takeovers, flows: request.flows },
        'A request is given up: each process that ran it died',
      );
      return fail('gave-up', replies.gaveUpNote(request));
    }
    if (isLate) return fail('too-old', replies.tooOldNote(request));
    start(id, request, reply);
  }

  async function recoverOrGiveUp(abandoned: AbandonedRequest): Promise<void> {
    const { id, ageMs } = abandoned;
    try {
      await recover(abandoned);
    } catch (error) {
      if (ageMs < GIVE_UP_MS) throw error;
      log.error({ id, err: error }, 'A request of more than a day ago is given up');
      await drop(abandoned, 'out-of-reach');
    }
  }

  /** Left where they are, what there is no room for is there for every process that has some. */
  const room = () => Math.max(0, maxRunning - underWay.size);

  async function takeOthers(): Promise<void> {
    const most = Math.min(MAX_RECOVERED_PER_ROUND, room());
    if (most === 0) return;
    for (const abandoned of await journal.claimAbandoned(most, 'first')) {
      underWay.add(abandoned.id, recoverOrGiveUp(abandoned));
    }
  }

  /** One at a time: where it is the end of this process, too, the others are not taken for it. */
  async function takeSuspect(): Promise<void> {
    if (room() === 0) return;
    if (suspect !== undefined && underWay.has(suspect)) return;
    const [abandoned] = await journal.claimAbandoned(1, 'suspect');
    suspect = abandoned?.id;
    if (abandoned !== undefined) underWay.add(abandoned.id, recoverOrGiveUp(abandoned));
  }

  async function round(): Promise<void> {
    // Nothing is taken back that was handed over.
    if (isStopped) return;
    try {
      await journal.renew();
      await takeOthers();
      await takeSuspect();
    } catch (error) {
      log.warn({ err: error }, 'The journal of requests could not be read');
    }
    if (!isStopped) clock.after(ROUND_MS, () => void round());
  }

  return {
    start: () => void round(),
    stop() {
      isStopped = true;
    },
  };
}
