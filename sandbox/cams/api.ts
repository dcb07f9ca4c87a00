import type { Acs3Request } from './acs3.ts';
import type { Answer } from './answer.ts';
import { type AccessKey, refusalOf } from './authentication.ts';
import { type ApiCall, type ApiError, errorReply, okReply } from './errors.ts';
import { faultEntry } from './faults.ts';
import type { Files } from './files.ts';
import { type Account, type CallParameters, callParameters, OPERATIONS } from './operations.ts';
import type { Permission } from './permission.ts';
import type { PlannedFaults } from './planned-faults.ts';
import { createRateLimit, type RateLimit } from './rate-limit.ts';

/** A call as it came in. */
export interface Arrival {
  /** Milliseconds on the clock of `performance.now()`. */
  at: number;
  /** As `GetFlowJSONAssest`. */
  operation: string;
  flowId: string;
  custSpaceId: string | undefined;
  /** `answered` well or with a fault, `dropped` for the limit, `refused` for its signature. */
  outcome: 'answered' | 'dropped' | 'refused';
}

export interface ApiOptions {
  key: AccessKey;
  limit: RateLimit | 'none';
  account: Pick<Account, 'flows' | 'flow'>;
  files: Files;
  faults: PlannedFaults;
  permission: Pick<Permission, 'allows'>;
  /** The endpoint, as `127.0.0.1:8080`. */
  host: string;
  /** Unix time; milliseconds. */
  now: () => number;
  /** Monotonic; milliseconds. */
  monotonicNow: () => number;
  requestId: () => string;
  onArrival(arrival: Arrival): void;
}

const VERSION = '2020-06-06';
const UNKNOWN_OPERATION: ApiError = { status: 400, code: 'InvalidAction.NotFound' };
/** As `GetFlowJSONAssest` documents it. */
const DENIED: ApiError = { status: 400, code: 'Ram.PermissionDeny', isAccessDenied: true };
const OVER_LIMIT: ApiError = { status: 400, code: 'System.LimitControl' };

function parametersOf({ query, headers, body }: Acs3Request): CallParameters {
  const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded');
  const form = new URLSearchParams(isForm ? Buffer.from(body).toString('utf8') : '');
  return callParameters.parse(Object.fromEntries([...query, ...form]));
}

export interface Api {
  /** Counts the call and answers it. */
  answer(request: Acs3Request): Answer;
  /** Forgets what the limits have counted. */
  reset(): void;
}

/** The API: the signature, the limit, the operation, in this order. */
export function createApi(options: ApiOptions): Api {
  const { key, limit, account, files, faults, permission, host, now, monotonicNow, requestId, onArrival } = options;
  const limits = new Map<string, (at: number) => boolean>();

  function isOverLimit(operation: string, at: number): boolean {
    if (limit === 'none') return false;
    const limitOf = limits.get(operation) ?? createRateLimit(limit);
    limits.set(operation, limitOf);
    return limitOf(at);
  }

  function run(call: ApiCall, parameters: CallParameters): Answer {
    const operation = OPERATIONS.get(call.operation);
    if (operation === undefined) return errorReply(call, UNKNOWN_OPERATION);
    if (!permission.allows(call.operation)) return errorReply(call, DENIED);
    const faultName = faults.take(call.operation, call.flowId);
    const fault = faultName && faultEntry(faultName).fault;
    if (fault?.kind === 'api') return fault.answer(call);
    const result = operation(parameters, { ...account, now, fileLink: (flowId) => files.link(flowId, faultName) });
    if ('error' in result) return errorReply(call, result.error);
    return okReply(call, fault?.kind === 'data' ? fault.change(result.data) : result.data);
  }

  function answer(request: Acs3Request): Answer {
    const at = monotonicNow();
    const { 'x-acs-action': action, 'x-acs-version': version } = request.headers;
    const parameters = parametersOf(request);
    const { FlowId: flowId, CustSpaceId: custSpaceId } = parameters;
    const call: ApiCall = { operation: String(action), flowId, requestId: requestId(), host };
    const refusal = refusalOf(request, key, now());
    // A call that nobody signed is on nobody's account, and uses up no limit.
    const isDropped = refusal === undefined && isOverLimit(call.operation, at);
    const outcome = refusal ? 'refused' : isDropped ? 'dropped' : 'answered';
    onArrival({ at, operation: call.operation, flowId, custSpaceId, outcome });
    if (refusal !== undefined) return errorReply(call, refusal);
    if (isDropped) return errorReply(call, OVER_LIMIT);
    return version === VERSION ? run(call, parameters) : errorReply(call, UNKNOWN_OPERATION);
  }

  return { answer, reset: () => limits.clear() };
}
