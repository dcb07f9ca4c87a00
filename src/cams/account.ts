import type { Clock } from '../clock.ts';
import { type RetryPolicy, retry } from '../retry.ts';
import type { Budget, Priority, QueueState } from './budget.ts';
import type { AccountCallSlots } from './call-slots.ts';
import type { CamsClient } from './client.ts';
import { CamsError } from './errors.ts';
import type { Requester } from './turns.ts';
import {
  CALLS_PER_SECOND,
  CAMS_OPERATIONS,
  type CamsOperation,
  type FlowDetails,
  type FlowJsonAsset,
  type FlowRef,
  type ListedFlow,
} from './types.ts';

/** A call that Alibaba Cloud asked to make later will be made once more. */
export interface RetryNotice {
  /** Until the call is made again, as far as it is known; milliseconds. */
  inMs: number;
}

/** How an account is doing. */
export interface AccountHealth {
  /** The operation that is closest to its limit, which the two numbers are of; undefined where all share one budget. */
  operation: CamsOperation | undefined;
  /** Calls sent in the last 60 seconds, answered or not. */
  callsInLastMinute: number;
  /** What the limit comes to in a minute: 300 where Alibaba Cloud has granted no more. */
  limitPerMinute: number;
  /** Of files. */
  queue: QueueState;
  /** Unix time, milliseconds; undefined before the first. */
  lastSuccessAt: number | undefined;
  /** `at` in Unix time, milliseconds; undefined before the first. A flow that is not there is no error of the account. */
  lastError: { at: number; error: CamsError } | undefined;
}

/**
 * An Alibaba Cloud account. Every call stays within its operation's budget, and is made once more, after a pause, when the
 * API is under flow control, or names a time to wait. Where it drops a call although each operation kept its limit, all
 * operations share one budget for an hour.
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
   * @param options.onStart called when its turn has come, once for each try.
   * @throws {CamsError}
   */
  getFlowJsonAsset(
    flow: FlowRef,
    onRetry: (notice: RetryNotice) => void,
    requester?: Requester,
    options?: { canWait: boolean; onStart?: () => void },
  ): Promise<FlowJsonAsset>;
  /**
   * `GetFlow`.
   *
   * @param requester whom it is for: requesters go in turn.
   * @param options.canWait after all other calls that wait: no person waits for it.
   * @param options.onStart called when its turn has come, once for each try.
   * @param options.onRetry called with what the call met, where it will be made once more.
   * @throws {CamsError}
   */
  getFlow(
    flow: FlowRef,
    requester?: Requester,
    options?: { canWait: boolean; onStart?: () => void; onRetry?: (error: unknown) => void },
  ): Promise<FlowDetails>;
  /**
   * `ListFlow`, 100 flows a page.
   *
   * @param page from 1.
   * @throws {CamsError}
   */
  listFlows(custSpaceId: string | undefined, page: number): Promise<ListedFlow[]>;
  /** @param requester whom a new call for a file would be for. */
  queue(requester?: Requester): QueueState;
  health(): AccountHealth;
}

/** What others may want to hear of, whoever made the call. None may throw. */
export interface AccountEvents {
  /** A call was dropped for a limit: each time, also where a second try then goes well. */
  onLimit?: (error: CamsError) => void;
  /** A call has failed, its second try too, by what is wrong with the account or on the way to it. */
  onFailure?: (operation: CamsOperation, error: CamsError) => void;
  /** A call went well. */
  onSuccess?: (operation: CamsOperation) => void;
}

export interface CamsAccountParts extends AccountEvents {
  name: string;
  client: CamsClient;
  /** Of this account alone. */
  budgets: Readonly<Record<CamsOperation, Budget>>;
  /** That the budgets take their calls from. */
  slots: Pick<AccountCallSlots, 'shareOneBudget' | 'pause' | 'isCommon'>;
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
  onRetry?: (notice: RetryNotice, error: unknown) => void;
  requester?: Requester;
}

/** The pause of all budgets after a dropped call: the limit counts by the second. */
const PAUSE_MS = 1000;
/** Once more. Two calls that were dropped together must not come back together. */
const ONCE_MORE: RetryPolicy = { firstDelayMs: PAUSE_MS, jitter: 0.5, maxTries: 2 };
/** A person is told sooner than that; milliseconds. */
const LONGEST_WAIT_MS = 60_000;
/** Slots that can't be reached give out no calls either. */
const SWITCH: RetryPolicy = { firstDelayMs: 100, maxDelayMs: 1000, giveUpAfterMs: 60_000 };
const SECONDS_PER_MINUTE = 60;

/** A second try has waited its turn once already. */
const FOR_PEOPLE: CallOptions = { priority: 'normal', retryPriority: 'first' };
const CAN_WAIT: CallOptions = { priority: 'last', retryPriority: 'last' };

const isLimit = (error: unknown) => error instanceof CamsError && error.kind === 'rate-limited';
const waitOf = (error: unknown) => (error instanceof CamsError ? (error.retryAfterMs ?? 0) : 0);
const isForLater = (error: unknown) => {
  const waitMs = waitOf(error);
  return waitMs <= LONGEST_WAIT_MS && (waitMs > 0 || isLimit(error));
};

/**
 * Heeds that Alibaba Cloud asks to call an operation later: at once in this process, and in all others as soon as the database
 * has it.
 */
export function pauseOperation(
  { budgets, slots, clock }: Pick<CamsAccountParts, 'budgets' | 'slots' | 'clock'>,
  operation: CamsOperation,
  ms: number,
): void {
  budgets[operation].pause(ms);
  const askedAt = clock.monotonicMs();
  const leftMs = () => Math.max(0, ms - (clock.monotonicMs() - askedAt));
  // Who can't reach the slots makes no calls either.
  retry(() => slots.pause(operation, leftMs()), SWITCH, { clock }).catch(() => {});
}

/** Puts `client` behind `budgets`: no call passes them by, a repeated one neither. */
export function createCamsAccount(parts: CamsAccountParts): CamsAccount {
  const { name, client, budgets, slots, clock, random, wallMs, onLimit, onFailure, onSuccess } = parts;
  let lastSuccessAt: number | undefined;
  let lastError: AccountHealth['lastError'];
  let isSwitching = false;

  function shareOneBudget(): void {
    if (isSwitching) return;
    isSwitching = true;
    retry(() => slots.shareOneBudget(), SWITCH, { clock })
      .catch(() => {})
      .finally(() => {
        isSwitching = false;
      });
  }

  function heed(error: unknown, operation: CamsOperation): void {
    if (!(error instanceof CamsError)) return;
    if (error.retryAfterMs !== undefined) pauseOperation(parts, operation, error.retryAfterMs);
    if (!isLimit(error)) return;
    for (const budget of Object.values(budgets)) budget.pause(PAUSE_MS);
    shareOneBudget();
    onLimit?.(error);
  }

  async function callOnce<T>(operation: CamsOperation, call: () => Promise<T>, options: CallOptions): Promise<T> {
    const { priority, requester } = options;
    try {
      return await budgets[operation].run(call, { priority, requester });
    } catch (error) {
      heed(error, operation);
      throw error;
    }
  }

  function callWithRetry<T>(operation: CamsOperation, call: () => Promise<T>, options: CallOptions): Promise<T> {
    const { priority, retryPriority } = options;
    const work = (attempt: number) =>
      callOnce(operation, call, { ...options, priority: attempt === 1 ? priority : retryPriority });
    // The budget's pause holds the call back for as long as the answer has named.
    const onRetry = (error: unknown, inMs: number) => options.onRetry?.({ inMs: Math.max(inMs, waitOf(error)) }, error);
    return retry(work, ONCE_MORE, { clock, random, shouldRetry: isForLater, onRetry });
  }

  async function callAndNote<T>(operation: CamsOperation, call: () => Promise<T>, options: CallOptions): Promise<T> {
    try {
      const result = await callWithRetry(operation, call, options);
      lastSuccessAt = wallMs();
      onSuccess?.(operation);
      return result;
    } catch (error) {
      if (error instanceof CamsError && error.isOfAccount) {
        lastError = { at: wallMs(), error };
        onFailure?.(operation, error);
      }
      throw error;
    }
  }

  function use(): Pick<AccountHealth, 'operation' | 'callsInLastMinute' | 'limitPerMinute'> {
    const uses = CAMS_OPERATIONS.map((operation) => ({ operation, ...budgets[operation].use() }));
    if (slots.isCommon) {
      const callsInLastMinute = uses.reduce((sum, { callsInLastMinute: calls }) => sum + calls, 0);
      return { operation: undefined, callsInLastMinute, limitPerMinute: CALLS_PER_SECOND * SECONDS_PER_MINUTE };
    }
    return uses.reduce((most, other) => (other.callsInLastMinute > most.callsInLastMinute ? other : most));
  }

  return {
    name,
    getFlowJsonAsset(flow, onRetry, requester, { canWait, onStart } = { canWait: false }) {
      const call = () => {
        onStart?.();
        return client.getFlowJsonAsset(flow);
      };
      const priorities = canWait ? CAN_WAIT : FOR_PEOPLE;
      return callAndNote('GetFlowJSONAssest', call, {
        ...priorities,
        onRetry: (notice) => onRetry(notice),
        requester,
      });
    },
    getFlow(flow, requester, { canWait, onStart, onRetry } = { canWait: false }) {
      const call = () => {
        onStart?.();
        return client.getFlow(flow);
      };
      const priorities = canWait ? CAN_WAIT : FOR_PEOPLE;
      return callAndNote('GetFlow', call, { ...priorities, onRetry: (_notice, error) => onRetry?.(error), requester });
    },
    listFlows: (custSpaceId, page) => callAndNote('ListFlow', () => client.listFlows(custSpaceId, page), FOR_PEOPLE),
    queue: (requester) => budgets.GetFlowJSONAssest.queue(requester),
    health: () => ({ ...use(), queue: budgets.GetFlowJSONAssest.queue(), lastSuccessAt, lastError }),
  };
}
