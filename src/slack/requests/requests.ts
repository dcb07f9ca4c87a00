import type { webApi } from '@slack/bolt';
import { z } from 'zod';
import type { Clock } from '../../clock.ts';
import type { Log } from '../../log.ts';
import type {
  AbandonedRequest,
  AcceptedRequest,
  OnceKey,
  RequestJournal,
  RequestOutcome,
} from '../../requests/journal.ts';
import { createPrivateLine, type ReplyPrivately } from '../delivery/private-line.ts';
import { respondTo } from '../delivery/respond-to.ts';
import type { ShareFiles } from '../delivery/share-files.ts';
import { errorMessage } from '../messages/error.ts';
import type { Message } from '../messages/message.ts';
import { parseJsonAs, requestValueOf } from '../payloads/request-value.ts';
import { type FlowRequest, parseRequestBody, requestBodyOf } from './request-body.ts';
import { type RequestResult, type RunRequest, ShareForbidden } from './run-request.ts';

/** A request that was accepted: it will end with files, or with a message to the requester, whatever happens. */
export interface Accepted {
  /** The private line to ack it with. */
  firstLine: Message;
  tell: ReplyPrivately;
}

export interface Requests {
  /**
   * Writes a request down, and starts it.
   *
   * @param once what Slack may send twice, or a person do twice.
   * @returns undefined where it was accepted before: then nothing has to be done, or said.
   * @throws {StoreError} where it can't be written down: then it is not accepted.
   */
  accept(request: FlowRequest, once: readonly OnceKey[]): Promise<Accepted | undefined>;
  /** Takes over what other processes left behind, again and again until `stop`. */
  keepRecovering(): void;
  /** Resolves once every request that was started here has ended. */
  settled(): Promise<void>;
  /** Lets other processes take over what has not ended here. */
  stop(): Promise<void>;
}

export interface RequestsParts {
  journal: RequestJournal;
  runRequest: RunRequest;
  clientFor: (teamId: string) => Promise<webApi.WebClient>;
  shareFilesBy: (client: webApi.WebClient) => Pick<ShareFiles, 'find'>;
  newId: () => string;
  clock: Clock;
  log: Log;
  fetch?: typeof globalThis.fetch;
}

/** How often a process gives a sign of life and looks for what others left behind; milliseconds. */
const ROUND_MS = 2000;
/** Requests that are taken over in a round: those of a busy process that died are spread over the others. */
const RECOVERED_PER_ROUND = 10;
/** A `response_url` is dead by then, and whoever asked has found another way (source: Slack's 30 minutes). */
const TOO_OLD_MS = 30 * 60 * 1000;
/** Who could not be told for a day will not be told: Slack or the person is gone. */
const GIVE_UP_MS = 24 * 60 * 60 * 1000;
/** A database that is gone may come back; milliseconds. */
const INSIST_FOR_MS = 60_000;
const INSIST_EVERY_MS = 500;

const noteShape = z.array(
  z.object({ text: z.string(), blocks: z.array(z.custom<Message['blocks'][number]>((value) => value !== null)) }),
);

/** The requester has to be told once more. */
class NotNotified extends Error {
  readonly kind = 'not-told';
}

export function createRequests(parts: RequestsParts): Requests {
  const { journal, runRequest, clientFor, shareFilesBy, newId, clock, log, fetch } = parts;
  const underWay = new Set<Promise<void>>();
  let isStopped = false;

  /** Writes to the journal, with patience where the database is gone for a while. */
  async function insist<T>(write: () => Promise<T>): Promise<T> {
    const giveUpAt = clock.monotonicMs() + INSIST_FOR_MS;
    for (;;) {
      try {
        return await write();
      } catch (error) {
        if (clock.monotonicMs() > giveUpAt) throw error;
        await clock.wait(INSIST_EVERY_MS);
      }
    }
  }

  function lineOf({ userId, line }: FlowRequest, client: webApi.WebClient): ReplyPrivately {
    const { responseUrl, channelId, replaces } = line;
    const respond = responseUrl === undefined ? undefined : respondTo(responseUrl, fetch);
    return createPrivateLine({ respond, client, userId, channelId, replaces, log });
  }

  async function end(id: string, outcome: RequestOutcome, note: readonly Message[], tell: ReplyPrivately) {
    await insist(() => journal.ending(id, outcome, JSON.stringify(note)));
    await notifyAll(note, tell);
    await insist(() => journal.done(id));
  }

  async function notifyAll(note: readonly Message[], tell: ReplyPrivately): Promise<void> {
    for (const message of note) if (!(await tell(message))) throw new NotNotified('Slack did not take the message');
  }

  async function endWhenDone(id: string, result: Promise<RequestResult>, tell: ReplyPrivately): Promise<void> {
    const { outcome, note } = await result;
    await end(id, outcome, note, tell);
  }

  function start(id: string, request: FlowRequest, tell: ReplyPrivately): Message {
    const { firstLine, result } = runRequest(request, tell, {
      async beginShare({ channelId, fileIds, note }) {
        const share = { channelId, fileIds, note: JSON.stringify(note) };
        const isOurs = await insist(() => journal.beginShare(id, share)).catch((cause: unknown) => {
          throw new ShareForbidden('The share could not be written down', { cause });
        });
        if (!isOurs) throw new ShareForbidden('Another process has taken the request over');
      },
    });
    track(id, endWhenDone(id, result, tell));
    return firstLine;
  }

  /** As long as it takes: what stays this process's, and is not worked on, nobody else would take over. */
  async function releaseAtLast(id: string): Promise<void> {
    for (;;) {
      try {
        return await journal.release(id);
      } catch (error) {
        if (isStopped) throw error;
        await clock.wait(ROUND_MS);
      }
    }
  }

  /** What does not end well here is taken over in a while, by this process or another. */
  function track(id: string, work: Promise<void>): void {
    const ended = work
      .catch(async (error: unknown) => {
        log.error({ id, err: error }, 'A request did not end: it is taken up again');
        await releaseAtLast(id);
      })
      .catch((error: unknown) => log.error({ id, err: error }, 'A request could not be released'))
      .finally(() => underWay.delete(ended));
    underWay.add(ended);
  }

  /** What an abandoned request was about to tell, if its files turn out to have been shared. */
  async function sharedNote({ shares }: AbandonedRequest, client: webApi.WebClient): Promise<Message[] | undefined> {
    const { find } = shareFilesBy(client);
    for (const { channelId, fileIds, note } of shares.toReversed()) {
      if ((await find(channelId, fileIds)) !== undefined) return parseJsonAs(noteShape, note) ?? [];
    }
    return undefined;
  }

  /** A message that comes half an hour late goes to the direct message: nobody looks for it where they asked. */
  function tooOldMessage(request: FlowRequest): Message {
    const { flows, t } = request;
    const { flowId = '', account = '', custSpaceId } = flows[0] ?? {};
    const retryValue = requestValueOf({
      flowIds: flows.map((flow) => flow.flowId),
      account,
      custSpaceId,
      onlyMe: true,
    });
    return errorMessage(t, { flow: { flowId, space: custSpaceId }, fault: { kind: 'too-old' }, retryValue });
  }

  async function recover(abandoned: AbandonedRequest): Promise<void> {
    const { id, teamId, userId, body, note, ageMs } = abandoned;
    const request = parseRequestBody(body, { teamId, userId });
    if (request === undefined) {
      log.error({ id, userId }, 'A request of another version could not be read');
      return insist(() => journal.done(id));
    }
    const client = await clientFor(teamId);
    const isLate = ageMs > TOO_OLD_MS;
    const tell = lineOf(isLate ? { ...request, line: { replaces: false } } : request, client);
    log.info({ id, userId, ageMs, wasEnding: note !== undefined }, 'Taking over a request');

    if (note !== undefined) {
      if (ageMs < GIVE_UP_MS) await notifyAll(parseJsonAs(noteShape, note) ?? [], tell);
      return insist(() => journal.done(id));
    }
    const shared = await sharedNote(abandoned, client);
    if (shared !== undefined) return end(id, 'delivered', shared, tell);
    if (isLate) return end(id, 'failed', [tooOldMessage(request)], tell);
    start(id, request, tell);
  }

  async function recoverOrGiveUp(abandoned: AbandonedRequest): Promise<void> {
    const { id, ageMs } = abandoned;
    try {
      await recover(abandoned);
    } catch (error) {
      if (ageMs < GIVE_UP_MS) throw error;
      log.error({ id, err: error }, 'A request of more than a day ago is given up');
      await insist(() => journal.done(id));
    }
  }

  async function recoverAbandoned(): Promise<void> {
    for (const abandoned of await journal.claimAbandoned(RECOVERED_PER_ROUND)) {
      track(abandoned.id, recoverOrGiveUp(abandoned));
    }
  }

  async function round(): Promise<void> {
    // Nothing is taken back that was handed over.
    if (isStopped) return;
    try {
      await journal.renew();
      await recoverAbandoned();
    } catch (error) {
      log.warn({ err: error }, 'The journal of requests could not be read');
    }
    if (!isStopped) clock.after(ROUND_MS, () => void round());
  }

  async function journalled(request: AcceptedRequest, once: readonly OnceKey[]): Promise<boolean> {
    try {
      return await journal.accept(request, once);
    } catch (error) {
      // It may be written down although the answer was lost; who asked is told that it is not.
      insist(() => journal.done(request.id)).catch(() => {});
      throw error;
    }
  }

  return {
    async accept(request, once) {
      const id = newId();
      const { teamId, userId } = request;
      // First: without a client nobody could be told anything, and it would have been accepted.
      const client = await clientFor(teamId);
      if (!(await journalled({ id, teamId, userId, body: requestBodyOf(request) }, once))) return undefined;
      const tell = lineOf(request, client);
      return { firstLine: start(id, request, tell), tell };
    },

    keepRecovering: () => void round(),

    async settled() {
      while (underWay.size > 0) await Promise.allSettled(underWay);
    },

    async stop() {
      isStopped = true;
      await journal.handOver().catch((error: unknown) => log.error({ err: error }, 'Requests were not handed over'));
    },
  };
}
