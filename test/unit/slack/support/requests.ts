import type { FetchedFlow } from '../../../../src/flows/fetch/fetch-flow.ts';
import type { FlowRef, FlowRequest } from '../../../../src/requests/request.ts';
import { resultOf } from './flows.ts';

export const flow: FlowRef = { flowId: '17b6aa11', custSpaceId: undefined, account: 'default' };
export const otherFlow: FlowRef = { flowId: '17b6aa12', custSpaceId: undefined, account: 'default' };

export const request: FlowRequest = {
  flows: [flow],
  conversation: { channelId: 'C1', threadTs: undefined },
  userId: 'U1',
  teamId: 'T1',
  botUserId: 'U9',
  replyTo: { channelId: 'C1', replaces: false },
  language: 'en',
};

/** A flow as it was fetched. */
export function fetchedOf(of: FlowRef, details: FetchedFlow['details'] = { is: 'late' }): FetchedFlow {
  const { flowJson, fetchedAt } = resultOf({ summary: { version: '6.2', screenCount: 2 } }).fetched;
  return { flow: of, flowJson, fetchedAt, details };
}
