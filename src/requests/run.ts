import type { Access, Asked } from '../access/access.ts';
import { offeredRights } from '../access/offered.ts';
import { CamsError } from '../cams/errors.ts';
import type { Clock } from '../clock.ts';
import type { FetchFlow, Fetching } from '../flows/fetch/fetch-flow.ts';
import type { DetailsOutcome } from '../flows/fetch/flow-details.ts';
import type { AddSinceSeen } from '../flows/fetch/since-seen.ts';
import type { Log } from '../log.ts';
import { type AuditedEnd, allEnded, auditedFlowsOf, refusedBy } from './audit-entries.ts';
import { type Checkpoint, ShareForbidden } from './checkpoint.ts';
import type { BeginShare, Delivery } from './delivery.ts';
import { type HeldQuestions, heldShareOf } from './held-questions.ts';
import { type Hold, ShareHeld } from './hold.ts';
import type { Note, RequestOutcome } from './journal.ts';
import { outcomeOf } from './outcome.ts';
import { createProgress } from './progress.ts';
import type { Remember } from './remember.ts';
import type { Outcome, Replies, Reply, Started } from './replies.ts';
import { type FlowRequest, placeOf } from './request.ts';

/** What came of a request, and what the requester reads of it. */
export interface RequestResult {
  outcome: RequestOutcome;
  note: Note;
  /** The same for the audit. */
  end: AuditedEnd;
}

/** A request that runs. */
export interface RunningRequest {
  started: Started;
  /** Rejects only with what `checkpoint` rejected with. */
  result: Promise<RequestResult>;
}

/**
 * Runs a request: fetches, and delivers. `reply` is for what is replied meanwhile; the end is the caller's, who writes it
 * down first.
 */
export type Run = (
  request: FlowRequest,
  reply: Pick<Reply, 'progress' | 'retrying'>,
  checkpoint: Checkpoint,
) => RunningRequest;

export interface RunParts {
  fetchFlow: FetchFlow;
  /** Whether a workspace may see an account: also of a request of before a restart, whose settings may have been others. */
  maySee: (teamId: string, account: string) => boolean;
  /** Asked again here: the requester may have lost the right since, or the rules not have been asked yet. */
  access: Pick<Access, 'ask'>;
  delivery: Pick<Delivery, 'deliver' | 'expect' | 'isCold'>;
  replies: Pick<Replies, 'noteOf' | 'heldNote'>;
  heldQuestions: Pick<HeldQuestions, 'keep'>;
  remember: Remember;
  addSinceSeen: AddSinceSeen;
  /** Resolves once nobody waits for an ack, or after a while: what was fetched, and what is to be shared, makes way for those. */
  acksSent: () => Promise<void>;
  /** Does something when it is its turn among all that this process shares. */
  inTurn: <T>(work: () => Promise<T>) => Promise<T>;
  clock: Clock;
  log: Pick<Log, 'info' | 'warn' | 'error'>;
}

/** No ack waits for it; milliseconds. */
const ACCESS_PATIENCE_MS = 15_000;
/** The call itself and the share, once it is a flow's turn; milliseconds. */
const LAST_LEG_MS = 1000;

/** For the log. */
const contextOf = ({ teamId, userId, conversation }: FlowRequest) => ({ teamId, userId, ...conversation });
const kindOf = (error: unknown) => (error instanceof Error && 'kind' in error ? error.kind : 'unknown');

const NOT_ASKED: DetailsOutcome = {
  is: 'refused',
  why: { kind: 'account-unknown', code: undefined, action: undefined },
};

/** Of a flow that is not fetched at all. */
const refusedFetching = (error: unknown): Fetching => ({
  queue: undefined,
  result: Promise.reject(error),
  details: Promise.resolve(NOT_ASKED),
  detailsSoFar: () => NOT_ASKED,
});

/** Of a flow of which it is not known yet whether it is fetched. */
function laterFetching(later: Promise<Fetching>): Fetching {
  let begun: Fetching | undefined;
  const fetching = later.then((fetch) => {
    begun = fetch;
    return fetch;
  });
  return {
    queue: undefined,
    result: fetching.then(({ result }) => result),
    details: fetching.then(({ details }) => details),
    detailsSoFar: () => begun?.detailsSoFar() ?? { is: 'waiting' },
  };
}

/** @returns what runs a request; of the journal it knows the checkpoint that it is handed. */
export function createRun({
  fetchFlow,
  maySee,
  access,
  delivery,
  replies,
  heldQuestions,
  remember,
  addSinceSeen,
  acksSent,
  inTurn,
  clock,
  log,
}: RunParts): Run {
  /** What follows a delivery can't turn it into a failure: what it throws is logged. */
  async function follow<T>(request: FlowRequest, what: string, work: () => T | Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      log.error({ ...contextOf(request), what, err: error }, 'Delivered, and something that follows went wrong');
      return undefined;
    }
  }

  /** The requester is asked; the answer is another request. */
  async function hold(request: FlowRequest, why: Hold): Promise<RequestResult> {
    const question = await heldQuestions.keep(heldShareOf(request, why));
    const { secrets, organisations } = why;
    log.info({ ...contextOf(request), secrets: secrets.length, organisations: organisations.length }, 'Held back');
    return {
      outcome: 'held',
      note: replies.heldNote(request, why, question),
      end: { flows: allEnded(request, 'held') },
    };
  }

  async function deliver(
    request: FlowRequest,
    outcome: Outcome & { thereAt: number },
    checkpoint: Checkpoint,
  ): Promise<RequestResult> {
    const { fetched, thereAt } = outcome;
    let begunNote: Note = '';
    let deliveredTo: string | undefined;
    const audited = auditedFlowsOf(outcome, request.consent?.secrets === 'masked');
    const begin: BeginShare = ({ to, channelId, fileIds, isPictureOnly }) => {
      begunNote = replies.noteOf(request, outcome, {
        to,
        permalink: undefined,
        ...(isPictureOnly && { isPictureOnly }),
      });
      deliveredTo = channelId;
      return checkpoint.beginShare({ channelId, fileIds, note: begunNote, audited });
    };
    const delivered = await inTurn(async () => {
      await acksSent();
      return delivery.deliver(request, fetched, begin, thereAt);
    });
    await follow(request, 'log', () => {
      const flows = fetched.map(({ flow }) => flow);
      log.info({ flows, ...contextOf(request), to: delivered.to.kind, fileIds: delivered.fileIds }, 'Delivered');
    });
    await follow(request, 'remember', () => remember(request, fetched));
    const note = await follow(request, 'note', () => replies.noteOf(request, outcome, delivered));
    return { outcome: 'delivered', note: note ?? begunNote, end: { flows: audited, deliveredTo } };
  }

  async function finish(
    request: FlowRequest,
    fetchings: readonly Fetching[],
    asked: Promise<Asked>,
    checkpoint: Checkpoint,
  ): Promise<RequestResult> {
    const settled = await outcomeOf(request.flows, fetchings, clock);
    await acksSent();
    const compared = await addSinceSeen(request.teamId, settled.fetched);
    const who = await asked;
    const fetched = compared.map((each) => ({ ...each, offered: offeredRights(who, each.flow) }));
    const outcome = { ...settled, fetched };
    const { failed } = outcome;
    for (const { flow, error } of failed) {
      log.warn({ flow, ...contextOf(request), kind: kindOf(error), err: error }, 'Not delivered');
    }
    const failedWith = (result: Outcome): RequestResult => ({
      outcome: 'failed',
      note: replies.noteOf(request, result, undefined),
      end: { flows: auditedFlowsOf(result), ...refusedBy(result) },
    });
    if (fetched.length === 0) return failedWith(outcome);
    try {
      return await deliver(request, outcome, checkpoint).catch((error: unknown) => {
        if (error instanceof ShareHeld) return hold(request, error.hold);
        throw error;
      });
    } catch (error) {
      if (error instanceof ShareForbidden) throw error;
      log.warn({ ...contextOf(request), kind: kindOf(error), err: error }, 'Not delivered');
      const allFailed = [...failed, ...fetched.map(({ flow }) => ({ flow, error }))];
      return failedWith({ fetched: [], failed: allFailed });
    }
  }

  return (request, reply, checkpoint) => {
    const { flows, isFresh, teamId, userId } = request;
    // The files are needed until all of them are shared, or it is known that they are not.
    const { promise: until, resolve: end } = Promise.withResolvers<void>();
    const done = createProgress(clock, flows.length, (progress) => void reply.progress(progress));
    // While the files are on their way, and after the acks.
    if (delivery.isCold) void acksSent().then(() => delivery.expect(request));
    const asking = access.ask({ person: { teamId, userId }, channelId: placeOf(request) }, ACCESS_PATIENCE_MS);
    const fetchings = flows.map((flow) => {
      // A reply for each retry would be too many for several flows.
      const onRetry = ({ inMs }: { inMs: number }) => {
        if (flows.length === 1) void reply.retrying(flow, inMs);
      };
      const fetchAs = (who: Asked): Fetching => {
        // As if the settings did not name its account.
        if (!maySee(teamId, flow.account)) return refusedFetching(new CamsError('account-unknown'));
        const refusal = who.refusal('fetch', flow);
        if (refusal !== undefined) return refusedFetching(refusal);
        return fetchFlow(flow, { onRetry, isFresh, requester: `${teamId}/${userId}`, until });
      };
      const asked = asking.now();
      const fetching = asked === undefined ? laterFetching(asking.asked.then(fetchAs)) : fetchAs(asked);
      fetching.result.then(done, done);
      return fetching;
    });
    const queues = fetchings.map(({ queue }) => queue);
    const expectedMs = Math.max(0, ...queues.map((queue) => queue?.expectedWaitMs ?? 0)) + LAST_LEG_MS;
    return {
      started: { queues, expectedMs },
      result: finish(request, fetchings, asking.asked, checkpoint).finally(end),
    };
  };
}
