import type { FlowRef } from '../cams/client.ts';
import type { FetchedFlow, FetchFlow } from '../flows/fetch-flow.ts';
import type { Log } from '../log.ts';
import type { Deliver, Delivery } from './deliver.ts';
import { toFault } from './fault.ts';
import { deliveredMessage, fileComment, fileTitle } from './messages/delivered.ts';
import { errorMessage } from './messages/error.ts';
import { fetchingMessage, retryingMessage } from './messages/fetching.ts';
import type { Message } from './messages/message.ts';
import type { TellPrivately } from './private-line.ts';
import { retryValueOf } from './retry-value.ts';

/** Somebody wants the JSON of a flow in a conversation. */
export interface FlowRequest {
  flow: FlowRef;
  channelId: string;
  userId: string;
  botUserId: string | undefined;
}

export interface FlowRequests {
  /**
   * Starts a request, and answers at once with the private line to ack it with. All else is told by `tell`; exactly one
   * message ends the request.
   */
  start(request: FlowRequest, tell: TellPrivately): Message;
  /** Resolves once every request that was started has ended. */
  settled(): Promise<void>;
}

export interface FlowRequestsParts {
  fetchFlow: FetchFlow;
  deliver: Deliver;
  log: Log;
}

export function createFlowRequests({ fetchFlow, deliver, log }: FlowRequestsParts): FlowRequests {
  const underWay = new Set<Promise<void>>();

  function share({ flow, channelId, userId, botUserId }: FlowRequest, { flowJson }: FetchedFlow): Promise<Delivery> {
    return deliver(
      { channelId, userId },
      {
        filename: `${flow.flowId}.json`,
        title: fileTitle(flow, flowJson.summary),
        text: flowJson.text,
        comment: (refusal) => fileComment(flow, userId, refusal, botUserId),
      },
    );
  }

  async function outcomeOf(request: FlowRequest, result: Promise<FetchedFlow>): Promise<Message> {
    const { flow, botUserId, ...asked } = request;
    try {
      const delivery = await share(request, await result);
      const refusal = delivery.to === 'direct-message' ? delivery.reason : undefined;
      log.info({ flow, ...asked, to: delivery.to, refusal, fileId: delivery.file.fileId }, 'Delivered');
      return deliveredMessage(flow, { permalink: delivery.file.permalink, refusal, botUserId });
    } catch (error) {
      const fault = toFault(error);
      log.warn({ flow, ...asked, kind: fault.kind, err: error }, 'Not delivered');
      return errorMessage({ flow, fault, retryValue: retryValueOf(flow) });
    }
  }

  return {
    start(request, tell) {
      const { flow } = request;
      const { queue, result } = fetchFlow(flow, ({ inMs }) => void tell(retryingMessage(flow, inMs)));
      const ended = outcomeOf(request, result)
        .then(tell)
        .finally(() => underWay.delete(ended));
      underWay.add(ended);
      return fetchingMessage(flow, queue);
    },

    async settled() {
      while (underWay.size > 0) await Promise.allSettled(underWay);
    },
  };
}
