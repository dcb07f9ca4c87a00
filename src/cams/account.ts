import type { Clock } from '../clock.ts';
import { type RetryPolicy, retry } from '../retry.ts';
import type { Budget, Priority, QueueState } from './budget.ts';
import type { CamsClient } from './client.ts';
import { CamsError } from './errors.ts';
import type { Requester } from './turns.ts';
import type { FlowDetails, FlowJsonAsset, FlowRef, ListedFlow } from './types.ts';

/** A call that Alibaba Cloud dropped for its limit will be made once more. */
export interface RetryNotice {
  /** Until the call is made again, as far as it is known; milliseconds. */
  inMs: number;
}

/** How an account is doing. */
export interface AccountHealth {
  /** Calls sent in the last 60 seconds, answered or not. */
  callsInLastMinute: number;
  /** What the limit comes to in a minute: 300. */
  limitPerMinute: number;
  queue: QueueState;
  /** Unix time, milliseconds; undefined before the first. */
  lastSuccessAt: number | undefined;
  /** `at` in Unix time, milliseconds; undefined before the first. */
  lastError: { at: number; error: CamsError } | undefined;
}

/**
 * An Alibaba Cloud account. Every call stays within its one budget, and is made once more, after a pause, when the API
 * is under flow control.
 */
export interface CamsAccount {
  /** As in the settings. */
  name: string;
  /**
   * `GetFlowJSONAssest`.
   *
   * @param onRetry called once at the most, before the call is made again.
   * @param requester whom it is for: requesters go in turn.
   * @param options.canWait after all other calls that wait: no person waits for it.
   * @throws {CamsError}
   */
  getFlowJsonAsset(
    flow: FlowRef,
    onRetry: (notice: RetryNotice) => void,
    requester?: Requester,
    options?: { canWait: boolean },
  ): Promise<FlowJsonAsset>;
  /**
   * `GetFlow`, after all other calls that wait.
   *
   * @throws {CamsError}
   */
  getFlow(flow: FlowRef): Promise<FlowDetails>;
  /**
   * `ListFlow`, 100 flows a page.
   *
   * @param page from 1.
   * @throws {CamsError}
   */
  listFlows(custSpaceId: string | undefined, page: number): Promise<ListedFlow[]>;
  /** @param requester whom a new call would be for. */
  queue(requester?: Requester): QueueState;
  health(): AccountHealth;
}

export interface CamsAccountParts {
  name: string;
  client: CamsClient;
  /** Of this account alone. */
  budget: Budget;
  clock: Clock;
  /** A number from 0 to 1, as `Math.random`. */
  random: () => number;
  /** Unix time; milliseconds. */
  wallMs: () => number;
}

interface CallOptions {
  priority: Priority;
  /** Of the second try. */
  retryPriority: Priority;
  onRetry?: (notice: RetryNotice) => void;
  requester?: Requester;
}

/** The pause of the whole budget after a dropped call: the limit counts by the second. */
const PAUSE_MS = 1000;
/** Once more. Two calls that were dropped together must not come back together. */
const ONCE_MORE: RetryPolicy = { firstDelayMs: PAUSE_MS, jitter: 0.5, maxTries: 2 };

/** A second try has waited its turn once already. */
const FOR_PEOPLE: CallOptions = { priority: 'normal', retryPriority: 'first' };
const CAN_WAIT: CallOptions = { priority: 'last', retryPriority: 'last' };

const isLimit = (error: unknown) => error instanceof CamsError && error.kind === 'rate-limited';

/** Puts `client` behind `budget`: no call passes it by, a repeated one neither. */
export function createCamsAccount({ name, client, budget, clock, random, wallMs }: CamsAccountParts): CamsAccount {
  let lastSuccessAt: number | undefined;
  let lastError: AccountHealth['lastError'];

  async function callOnce<T>(call: () => Promise<T>, priority: Priority, requester: Requester): Promise<T> {
    try {
      return await budget.run(call, { priority, requester });
    } catch (error) {
      if (isLimit(error)) budget.pause(PAUSE_MS);
      throw error;
    }
  }

  function callWithRetry<T>(call: () => Promise<T>, options: CallOptions): Promise<T> {
    const { priority, retryPriority, requester } = options;
    const work = (attempt: number) => callOnce(call, attempt === 1 ? priority : retryPriority, requester);
    const onRetry = (_error: unknown, inMs: number) => options.onRetry?.({ inMs });
    return retry(work, ONCE_MORE, { clock, random, shouldRetry: isLimit, onRetry });
  }

  async function callAndNote<T>(call: () => Promise<T>, options: CallOptions): Promise<T> {
    try {
      const result = await callWithRetry(call, options);
      lastSuccessAt = wallMs();
      return result;
    } catch (error) {
      if (error instanceof CamsError && !error.isOwnDecision) lastError = { at: wallMs(), error };
      throw error;
    }
  }

  return {
    name,
    getFlowJsonAsset: (flow, onRetry, requester, { canWait } = { canWait: false }) =>
      callAndNote(() => client.getFlowJsonAsset(flow), { ...(canWait ? CAN_WAIT : FOR_PEOPLE), onRetry, requester }),
    getFlow: (flow) => callAndNote(() => client.getFlow(flow), CAN_WAIT),
    listFlows: (custSpaceId, page) => callAndNote(() => client.listFlows(custSpaceId, page), FOR_PEOPLE),
    queue: (requester) => budget.queue(requester),
    health: () => ({ ...budget.use(), queue: budget.queue(), lastSuccessAt, lastError }),
  };
}
