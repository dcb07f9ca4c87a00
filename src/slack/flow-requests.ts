import type { FlowDetails, FlowRef } from '../cams/client.ts';
import type { Clock } from '../clock.ts';
import type { FetchedFile, FetchedFlow, FetchFlow, Fetching } from '../flows/fetch-flow.ts';
import type { FetchHistory } from '../flows/records.ts';
import type { Translate } from '../i18n.ts';
import type { Log } from '../log.ts';
import type { Deliver, Delivery, Place } from './deliver.ts';
import { type Fault, toFault } from './fault.ts';
import { type DeliveredTo, deliveredMessage } from './messages/delivered.ts';
import { errorMessage } from './messages/error.ts';
import { fetchingMessage, fetchingSeveralMessage, progressMessage, retryingMessage } from './messages/fetching.ts';
import type { NamedFlow } from './messages/flow-name.ts';
import type { Message } from './messages/message.ts';
import { fileTitle, type Result, resultMessage, type SharedWith, severalResultMessage } from './messages/result.ts';
import { canRetryAny, type FailedFlow, severalFailedMessage } from './messages/several-failed.ts';
import type { TellPrivately } from './private-line.ts';
import { createProgress } from './progress.ts';
import { type RequestValue, requestValueOf } from './request-value.ts';
import type { ShareTarget } from './share-files.ts';

/** Somebody wants the JSON of flows, all of one space. */
export interface FlowRequest {
  flows: readonly FlowRef[];
  /** Absent: the asker alone. */
  conversation: ShareTarget | undefined;
  userId: string;
  teamId: string;
  botUserId: string | undefined;
  /** A link to the message that the request was made from. */
  about?: string | undefined;
  /** The asker has the file of a moment ago, and wants the one of now. */
  isFresh?: boolean | undefined;
  t: Translate;
}

export interface FlowRequests {
  /**
   * Starts a request, and answers at once with the private line to ack it with. All else is told by `tell`; at least one
   * message ends the request.
   */
  start(request: FlowRequest, tell: TellPrivately): Message;
  /** Resolves once every request that was started has ended. */
  settled(): Promise<void>;
}

export interface FlowRequestsParts {
  fetchFlow: FetchFlow;
  deliver: Deliver;
  /** How to name where a flow lies. */
  spaceOf: (flow: FlowRef) => string | undefined;
  history: Pick<FetchHistory, 'add'>;
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

/** For the log. */
const whoOf = ({ teamId, userId, conversation }: FlowRequest) => ({ teamId, userId, ...conversation });

/** The buttons of a request's messages give back the same request, for some of its flows. */
function buttonValue({ conversation }: FlowRequest, flows: readonly FlowRef[], name?: string): string {
  const { account = '', custSpaceId } = flows[0] ?? {};
  const value: RequestValue = {
    flowIds: flows.map(({ flowId }) => flowId),
    account,
    custSpaceId,
    threadTs: conversation?.threadTs,
    onlyMe: conversation === undefined,
    name,
  };
  return requestValueOf(value);
}

export function createFlowRequests({
  fetchFlow,
  deliver,
  spaceOf,
  history,
  clock,
  log,
}: FlowRequestsParts): FlowRequests {
  const underWay = new Set<Promise<void>>();
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

  function share(request: FlowRequest, fetched: readonly FetchedFlow[]): Promise<Delivery> {
    const { conversation, userId, about, botUserId, t } = request;
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
    const say = (place: Place): Message => {
      const inDirectMessage = place.directMessage ? { refusal: place.reason, about, botUserId } : undefined;
      const shared: SharedWith = { askerId: userId, inDirectMessage };
      const [only] = results;
      if (only !== undefined && results.length === 1) return resultMessage(t, only, shared);
      return severalResultMessage(
        t,
        results,
        buttonValue(
          request,
          fetched.map(({ flow }) => flow),
        ),
        shared,
      );
    };
    return deliver({ conversation, userId }, files, say);
  }

  async function remember({ teamId, userId, conversation }: FlowRequest, fetched: readonly FetchedFlow[]) {
    for (const { flow, details, fetchedAt: at } of fetched) {
      const entry = { teamId, userId, channelId: conversation?.channelId ?? '', ...flow, name: details?.name, at };
      // What was shared is shared: a list that lacks it is no reason to call it a failure.
      await history.add(entry).catch((error: unknown) => log.error({ err: error }, 'The history was not kept'));
    }
  }

  /** Shares what was fetched; where Slack does not take it, that is what failed. */
  async function shareAndRemember(request: FlowRequest, outcome: Outcome): Promise<Delivery | undefined> {
    const { fetched, failed } = outcome;
    if (fetched.length === 0) return undefined;
    try {
      const delivery = await share(request, fetched);
      log.info(
        { flows: fetched.map(({ flow }) => flow), ...whoOf(request), to: delivery.to, files: delivery.files.fileIds },
        'Delivered',
      );
      await remember(request, fetched);
      return delivery;
    } catch (error) {
      const fault = toFault(error);
      log.warn({ ...whoOf(request), kind: fault.kind, err: error }, 'Not delivered');
      failed.push(...fetched.splice(0).map(({ flow }) => ({ flow, fault })));
      return undefined;
    }
  }

  function failedMessage(request: FlowRequest, { failed }: Outcome): Message {
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

  async function run(request: FlowRequest, fetchings: readonly Fetching[], tell: TellPrivately): Promise<void> {
    const { t, botUserId } = request;
    const outcome = await outcomeOf(request, fetchings);
    const delivery = await shareAndRemember(request, outcome);
    if (delivery !== undefined && (outcome.failed.length === 0 || delivery.to === 'direct-message')) {
      const to: DeliveredTo = {
        directMessage: delivery.to === 'direct-message',
        refusal: delivery.to === 'direct-message' ? delivery.reason : undefined,
        permalink: delivery.files.permalink,
      };
      await tell(
        deliveredMessage(
          t,
          outcome.fetched.map(({ flow }) => named(flow)),
          to,
          botUserId,
        ),
      );
    }
    if (outcome.failed.length > 0) await tell(failedMessage(request, outcome));
  }

  return {
    start(request, tell) {
      const { flows, t } = request;
      const isOne = flows.length === 1;
      const done = createProgress(clock, flows.length, ({ done: count, total, leftMs }) => {
        void tell(progressMessage(t, count, total, leftMs));
      });
      const fetchings = flows.map((flow) => {
        // A line each would be too many for several.
        const onRetry = ({ inMs }: { inMs: number }) => {
          if (isOne) void tell(retryingMessage(t, named(flow), inMs));
        };
        const fetching = fetchFlow(flow, { onRetry, isFresh: request.isFresh });
        fetching.result.then(done, done);
        return fetching;
      });
      const ended = run(request, fetchings, tell)
        .catch((error: unknown) => log.error({ err: error }, 'A request did not end well'))
        .finally(() => underWay.delete(ended));
      underWay.add(ended);

      const [first] = flows;
      if (first !== undefined && isOne) return fetchingMessage(t, named(first), fetchings[0]?.queue);
      const waits = fetchings.map(({ queue }) => queue?.expectedWaitMs ?? 0);
      return fetchingSeveralMessage(t, flows.map(named), Math.max(0, ...waits) + LAST_LEG_MS);
    },

    async settled() {
      while (underWay.size > 0) await Promise.allSettled(underWay);
    },
  };
}
