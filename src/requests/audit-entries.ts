import { NotAllowed } from '../access/not-allowed.ts';
import { type AuditEntry, type AuditedFlow, withAuditId } from '../audit/entry.ts';
import { AssetError } from '../cams/asset-error.ts';
import { CamsError } from '../cams/errors.ts';
import { FlowJsonError } from '../flows/json/flow-json.ts';
import type { RequestOutcome } from './journal.ts';
import type { Outcome } from './replies.ts';
import type { FlowRequest } from './request.ts';

/** What a request does, as the audit calls it. */
const FETCH = 'fetch';

const kindOf = (error: unknown) => (error instanceof Error && 'kind' in error ? String(error.kind) : 'unknown');

function requestIdOf(error: unknown): string | undefined {
  const hasOne = error instanceof CamsError || error instanceof AssetError || error instanceof FlowJsonError;
  return hasOne ? error.requestId : undefined;
}

/** Of what failed, for the audit. */
export const auditedFailure = (error: unknown): Pick<AuditedFlow, 'outcome' | 'requestId'> => ({
  outcome: kindOf(error),
  requestId: requestIdOf(error),
});

/** All that an entry says of a request, whatever became of it. */
function factsOf({ flows, conversation, replyTo, userId, teamId, door, rule }: FlowRequest): Omit<AuditEntry, 'event'> {
  const { account, custSpaceId } = flows[0] ?? {};
  return {
    teamId,
    userId,
    // Of a request for the requester alone: where it was made.
    channelId: conversation?.channelId ?? replyTo.channelId,
    threadTs: conversation?.threadTs ?? replyTo.threadTs,
    door,
    action: FETCH,
    rule,
    account,
    custSpaceId,
    flows: flows.map(({ flowId }) => ({ flowId })),
  };
}

const never = (): never => {
  throw new Error('An entry about a request has an ID of its own');
};

export const acceptedEntry = (id: string, request: FlowRequest) =>
  withAuditId({ ...factsOf(request), event: 'accepted', request: id }, never);

/** @param rule by which it is refused. */
export const refusedEntry = (request: FlowRequest, rule: string): AuditEntry => ({
  ...factsOf(request),
  event: 'refused',
  rule,
});

/**
 * What came of each flow, in the order of the request as far as it was fetched.
 *
 * @param isMasked what looks like a secret was masked, at the requester's wish.
 */
export const auditedFlowsOf = ({ fetched, failed }: Outcome, isMasked = false): AuditedFlow[] => [
  ...fetched.map(({ flow, flowJson, requestId }) => ({
    flowId: flow.flowId,
    outcome: isMasked ? 'delivered-masked' : 'delivered',
    requestId,
    sha256: flowJson.summary.sha256,
  })),
  ...failed.map(({ flow, error }) => ({
    flowId: flow.flowId,
    ...auditedFailure(error),
  })),
];

/** Of a request of which nothing can be said flow by flow. */
export const allEnded = ({ flows }: Pick<FlowRequest, 'flows'>, outcome: string): AuditedFlow[] =>
  flows.map(({ flowId }) => ({ flowId, outcome }));

/** What became of a request, for the audit. */
export interface AuditedEnd {
  flows: readonly AuditedFlow[];
  /** The channel ID of where files went; absent: nowhere. */
  deliveredTo?: string | undefined;
  /** Which rule refused a requester who had lost the right by then. */
  rule?: string;
}

/** The rule by which flows of a request were refused, as it ran. */
export function refusedBy({ failed }: Pick<Outcome, 'failed'>): Pick<AuditedEnd, 'rule'> {
  const refusal = failed.map(({ error }) => error).find((error) => error instanceof NotAllowed);
  return refusal === undefined ? {} : { rule: refusal.refused.rule };
}

export const endedEntry = (id: string, request: FlowRequest, outcome: RequestOutcome, end: AuditedEnd) =>
  withAuditId({ ...factsOf(request), ...end, event: outcome, request: id }, never);
