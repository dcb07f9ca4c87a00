import { CamsError } from '../cams/errors.ts';
import type { Clock } from '../clock.ts';
import type { FetchFlow, Fetching } from '../flows/fetch/fetch-flow.ts';
import type { AddSinceSeen } from '../flows/fetch/since-seen.ts';
import type { Log } from '../log.ts';
import { type AuditedEnd, auditedFlowsOf } from './audit-entries.ts';
import { type Checkpoint, ShareForbidden } from './checkpoint.ts';
import type { BeginShare, Delivery } from './delivery.ts';
import type { Note, RequestOutcome } from './journal.ts';
import { outcomeOf } from './outcome.ts';
import { createProgress } from './progress.ts';
import type { Remember } from './remember.ts';
import type { Outcome, Replies, Reply, Started } from './replies.ts';
import type { FlowRequest } from './request.ts';

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
  delivery: Pick<Delivery, 'deliver'>;
  replies: Pick<Replies, 'noteOf'>;
  remember: Remember;
  addSinceSeen: AddSinceSeen;
  clock: Clock;
  log: Pick<Log, 'info' | 'warn' | 'error'>;
}

/** The call itself and the share, once it is a flow's turn; milliseconds. */
const LAST_LEG_MS = 1000;

/** For the log. */
const contextOf = ({ teamId, userId, conversation }: FlowRequest) => ({ teamId, userId, ...conversation });
const kindOf = (error: unknown) => (error instanceof Error && 'kind' in error ? error.kind : 'unknown');

/** Of a flow whose account does not serve the requester's workspace: as if the settings did not name it. */
const refusedFetching = (): Fetching => ({
  queue: undefined,
  result: Promise.reject(new CamsError('account-unknown')),
  details: Promise.resolve({
    is: 'refused',
    why: { kind: 'account-unknown', code: undefined, action: undefined },
  }),
});

/** @returns what runs a request; of the journal it knows the checkpoint that it is handed. */
export function createRun({ fetchFlow, maySee, delivery, replies, remember, addSinceSeen, clock, log }: RunParts): Run {
  /** What follows a delivery can't turn it into a failure: what it throws is logged. */
  async function follow<T>(request: FlowRequest, what: string, work: () => T | Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      log.error({ ...contextOf(request), what, err: error }, 'Delivered, and something that follows went wrong');
      return undefined;
    }
  }

  async function deliver(
    request: FlowRequest,
    outcome: Outcome & { thereAt: number },
    checkpoint: Checkpoint,
  ): Promise<RequestResult> {
    const { fetched, thereAt } = outcome;
    let begunNote: Note = '';
    let deliveredTo: string | undefined;
    const audited = auditedFlowsOf(outcome);
    const begin: BeginShare = ({ to, channelId, fileIds, isPictureOnly }) => {
      begunNote = replies.noteOf(request, outcome, {
        to,
        permalink: undefined,
        ...(isPictureOnly && { isPictureOnly }),
      });
      deliveredTo = channelId;
      return checkpoint.beginShare({ channelId, fileIds, note: begunNote, audited });
    };
    const delivered = await delivery.deliver(request, fetched, begin, thereAt);
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
    checkpoint: Checkpoint,
  ): Promise<RequestResult> {
    const settled = await outcomeOf(request.flows, fetchings, clock);
    const outcome = { ...settled, fetched: await addSinceSeen(request.teamId, settled.fetched) };
    const { fetched, failed } = outcome;
    for (const { flow, error } of failed) {
      log.warn({ flow, ...contextOf(request), kind: kindOf(error), err: error }, 'Not delivered');
    }
    const failedWith = (result: Outcome): RequestResult => ({
      outcome: 'failed',
      note: replies.noteOf(request, result, undefined),
      end: { flows: auditedFlowsOf(result) },
    });
    if (fetched.length === 0) return failedWith(outcome);
    try {
      return await deliver(request, outcome, checkpoint);
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
    const fetchings = flows.map((flow) => {
      // A reply for each retry would be too many for several flows.
      const onRetry = ({ inMs }: { inMs: number }) => {
        if (flows.length === 1) void reply.retrying(flow, inMs);
      };
      const fetching = maySee(teamId, flow.account)
        ? fetchFlow(flow, { onRetry, isFresh, requester: `${teamId}/${userId}`, until })
        : refusedFetching();
      fetching.result.then(done, done);
      return fetching;
    });
    const queues = fetchings.map(({ queue }) => queue);
    const expectedMs = Math.max(0, ...queues.map((queue) => queue?.expectedWaitMs ?? 0)) + LAST_LEG_MS;
    return { started: { queues, expectedMs }, result: finish(request, fetchings, checkpoint).finally(end) };
  };
}
