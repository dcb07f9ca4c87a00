import type { webApi } from '@slack/bolt';
import type { FlowDetails, FlowRef } from '../../cams/client.ts';
import type { Clock } from '../../clock.ts';
import type { FetchedFile, FetchedFlow, FetchFlow, Fetching } from '../../flows/fetch/fetch-flow.ts';
import type { FlowVersions } from '../../flows/fetch/flow-versions.ts';
import type { FetchHistory } from '../../flows/records.ts';
import type { Log } from '../../log.ts';
import { createProgress } from '../../requests/progress.ts';
import type { Deliver, Delivery, Place } from '../delivery/deliver.ts';
import { type Fault, toFault } from '../delivery/fault.ts';
import type { ReplyPrivately } from '../delivery/private-line.ts';
import { deliveredMessage } from '../messages/delivered.ts';
import { errorMessage } from '../messages/error.ts';
import { fetchingMessage, fetchingSeveralMessage, progressMessage, retryingMessage } from '../messages/fetching.ts';
import type { NamedFlow } from '../messages/flow-name.ts';
import type { Message } from '../messages/message.ts';
import { fileTitle, type Result, resultMessage, type SharedWith, severalResultMessage } from '../messages/result.ts';
import { canRetryAny, type FailedFlow, severalFailedMessage } from '../messages/several-failed.ts';
import { requestValueOf } from '../payloads/request-value.ts';
import type { FlowRequest } from './request-body.ts';

/** What came of a request, and what the requester is told of it. */
export interface RequestResult {
  outcome: 'delivered' | 'failed';
  note: Message[];
}

/** Written down as the request goes on, so that a crash neither loses nor doubles it. */
export interface Checkpoint {
  /**
   * Files are about to be shared.
   *
   * @param note what the requester is told once they are.
   * @throws what says that nothing may be shared.
   */
  beginShare(share: { channelId: string; fileIds: string[]; note: Message[] }): Promise<void>;
}

/** A request that runs. */
export interface RunningRequest {
  /** The private line to begin with. */
  firstLine: Message;
  /** Rejects only with what `checkpoint` rejected with. */
  result: Promise<RequestResult>;
}

/** Runs a request from the start: fetch, share, and what the requester is to be told; `tell` is for what comes before. */
export type RunRequest = (request: FlowRequest, tell: ReplyPrivately, checkpoint: Checkpoint) => RunningRequest;

export interface FlowRequestsParts {
  fetchFlow: FetchFlow;
  /** The client of the workspace that the request came from. */
  clientFor: (teamId: string) => Promise<webApi.WebClient>;
  deliverBy: (client: webApi.WebClient) => Deliver;
  /** How to name where a flow lies. */
  spaceOf: (flow: FlowRef) => string | undefined;
  history: Pick<FetchHistory, 'add'>;
  /** What people fetch counts as seen: channels that watch the flow are told of it. */
  versions: Pick<FlowVersions, 'see'>;
  /** Unix time; milliseconds. */
  wallMs: () => number;
  clock: Clock;
  log: Log;
}

/**
 * How long details may keep files waiting that are there; milliseconds. The file is what was asked for: `GetFlow` is
 * called beside it, and of several flows after all the files.
 */
const PATIENCE_MS = { one: 1000, several: 2000 };
/** The call itself and the share, once it is a flow's turn; milliseconds. */
const LAST_LEG_MS = 1000;

interface Outcome {
  fetched: FetchedFlow[];
  failed: { flow: FlowRef; fault: Fault }[];
}

/** Nothing may be shared any more: another process has taken the request over, or the journal can't be written. */
export class ShareForbidden extends Error {
  readonly kind = 'share-forbidden';
}

/** For the log. */
const whoOf = ({ teamId, userId, conversation }: FlowRequest) => ({ teamId, userId, ...conversation });

/** The buttons of a request's messages give back the same request, for some of its flows. */
function buttonValue({ conversation }: FlowRequest, flows: readonly FlowRef[], name?: string): string {
  const { account = '', custSpaceId } = flows[0] ?? {};
  return requestValueOf({
    flowIds: flows.map(({ flowId }) => flowId),
    account,
    custSpaceId,
    threadTs: conversation?.threadTs,
    onlyMe: conversation === undefined,
    name,
  });
}

/** @returns what runs a request; it knows nothing of a journal but the checkpoint it is handed. */
export function createRunRequest(parts: FlowRequestsParts): RunRequest {
  const { fetchFlow, clientFor, deliverBy, spaceOf, history, versions, wallMs, clock, log } = parts;
  const named = (flow: FlowRef): NamedFlow => ({ flowId: flow.flowId, space: spaceOf(flow) });

  /** The details that have come once the files are there, or a little later; by the flow's place in the request. */
  async function detailsInTime(
    settled: readonly PromiseSettledResult<FetchedFile>[],
    fetchings: readonly Fetching[],
  ): Promise<Map<number, FlowDetails | undefined>> {
    const known = new Map<number, FlowDetails | undefined>();
    const awaited = fetchings.map(async ({ details }, index) => {
      if (settled[index]?.status === 'fulfilled') known.set(index, await details);
    });
    const patienceMs = fetchings.length === 1 ? PATIENCE_MS.one : PATIENCE_MS.several;
    await Promise.race([Promise.all(awaited), clock.wait(patienceMs)]);
    return known;
  }

  async function outcomeOf(request: FlowRequest, fetchings: readonly Fetching[]): Promise<Outcome> {
    const outcome: Outcome = { fetched: [], failed: [] };
    const settled = await Promise.allSettled(fetchings.map(({ result }) => result));
    const details = await detailsInTime(settled, fetchings);
    for (const [index, flow] of request.flows.entries()) {
      const result = settled[index];
      if (result?.status === 'fulfilled') outcome.fetched.push({ ...result.value, details: details.get(index) });
      else {
        const fault = toFault(result?.reason);
        log.warn({ flow, ...whoOf(request), kind: fault.kind, err: result?.reason }, 'Not delivered');
        outcome.failed.push({ flow, fault });
      }
    }
    return outcome;
  }

  function failedMessage(request: FlowRequest, failed: Outcome['failed']): Message {
    const { t, flows } = request;
    const shown = failed.map(({ flow, fault }): FailedFlow => ({ flow: named(flow), fault }));
    const retryValue = buttonValue(
      request,
      failed.map(({ flow }) => flow),
    );
    const [only] = shown;
    if (only !== undefined && flows.length === 1) return errorMessage(t, { ...only, retryValue });
    return severalFailedMessage(t, {
      failed: shown,
      total: flows.length,
      retryValue: canRetryAny(t, shown) ? retryValue : undefined,
    });
  }

  /** What the requester is told at the end; of files that are seen where they were asked for, only what failed beside them. */
  function noteOf(
    request: FlowRequest,
    { fetched, failed }: Outcome,
    place: Place | undefined,
    permalink?: string,
  ): Message[] {
    const { t, botUserId } = request;
    const failure = failed.length > 0 ? [failedMessage(request, failed)] : [];
    if (place === undefined || (failure.length > 0 && !place.directMessage)) return failure;
    const to = {
      directMessage: place.directMessage,
      refusal: place.directMessage ? place.reason : undefined,
      permalink,
    };
    const flows = fetched.map(({ flow }) => named(flow));
    return [deliveredMessage(t, flows, to, botUserId), ...failure];
  }

  async function share(request: FlowRequest, outcome: Outcome, checkpoint: Checkpoint): Promise<Delivery> {
    const { conversation, userId, teamId, about, botUserId, t } = request;
    const { fetched } = outcome;
    const results = fetched.map(
      (each): Result => ({
        flow: named(each.flow),
        fetched: each,
        value: buttonValue(request, [each.flow], each.details?.name),
      }),
    );
    const files = results.map((result) => ({
      filename: `${result.flow.flowId}.json`,
      title: fileTitle(t, result),
      text: result.fetched.flowJson.text,
    }));
    const allFlows = fetched.map(({ flow }) => flow);
    const say = (place: Place): Message => {
      const inDirectMessage = place.directMessage ? { refusal: place.reason, about, botUserId } : undefined;
      const shared: SharedWith = { requesterId: userId, inDirectMessage };
      const [only] = results;
      if (only !== undefined && results.length === 1) return resultMessage(t, only, shared);
      return severalResultMessage(t, results, buttonValue(request, allFlows), shared);
    };
    const deliver = deliverBy(await clientFor(teamId));
    return deliver({ conversation, userId }, files, {
      say,
      begin: ({ place, channelId, fileIds }) =>
        checkpoint.beginShare({ channelId, fileIds, note: noteOf(request, outcome, place) }),
    });
  }

  async function remember({ teamId, userId, conversation }: FlowRequest, fetched: readonly FetchedFlow[]) {
    for (const { flow, flowJson, details, fetchedAt: at } of fetched) {
      const entry = { teamId, userId, channelId: conversation?.channelId ?? '', ...flow, name: details?.name, at };
      // What was shared is shared: a list that lacks it is no reason to call it a failure.
      await history.add(entry).catch((error: unknown) => log.error({ err: error }, 'The history was not kept'));
      const facts = { name: details?.name, status: details?.status, sha256: flowJson.contentHash };
      await versions
        .see(flow, flowJson.text, { ...facts, ageMs: wallMs() - at }, userId)
        .catch((error: unknown) => log.error({ err: error }, 'The version was not kept'));
    }
  }

  async function finish(
    request: FlowRequest,
    fetchings: readonly Fetching[],
    checkpoint: Checkpoint,
  ): Promise<RequestResult> {
    const outcome = await outcomeOf(request, fetchings);
    const { fetched, failed } = outcome;
    if (fetched.length === 0) return { outcome: 'failed', note: noteOf(request, outcome, undefined) };
    try {
      const delivery = await share(request, outcome, checkpoint);
      const { fileIds, permalink } = delivery.files;
      log.info({ flows: fetched.map(({ flow }) => flow), ...whoOf(request), to: delivery.to, fileIds }, 'Delivered');
      await remember(request, fetched);
      const place: Place =
        delivery.to === 'direct-message' ? { directMessage: true, reason: delivery.reason } : { directMessage: false };
      return { outcome: 'delivered', note: noteOf(request, outcome, place, permalink) };
    } catch (error) {
      if (error instanceof ShareForbidden) throw error;
      const fault = toFault(error);
      log.warn({ ...whoOf(request), kind: fault.kind, err: error }, 'Not delivered');
      failed.push(...fetched.splice(0).map(({ flow }) => ({ flow, fault })));
      return { outcome: 'failed', note: noteOf(request, outcome, undefined) };
    }
  }

  return (request, tell, checkpoint) => {
    const { flows, isFresh, t } = request;
    const isOne = flows.length === 1;
    const done = createProgress(clock, flows.length, ({ done: count, total, leftMs }) => {
      void tell(progressMessage(t, count, total, leftMs));
    });
    const fetchings = flows.map((flow) => {
      // A line each would be too many for several.
      const onRetry = ({ inMs }: { inMs: number }) => {
        if (isOne) void tell(retryingMessage(t, named(flow), inMs));
      };
      const fetching = fetchFlow(flow, { onRetry, isFresh, requester: `${request.teamId}/${request.userId}` });
      fetching.result.then(done, done);
      return fetching;
    });
    const result = finish(request, fetchings, checkpoint);
    const [first] = flows;
    if (first !== undefined && isOne) {
      return { firstLine: fetchingMessage(t, named(first), fetchings[0]?.queue), result };
    }
    const waits = fetchings.map(({ queue }) => queue?.expectedWaitMs ?? 0);
    const expectedMs = Math.max(0, ...waits) + LAST_LEG_MS;
    return { firstLine: fetchingSeveralMessage(t, flows.map(named), expectedMs), result };
  };
}
