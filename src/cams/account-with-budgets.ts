import type { Clock } from '../clock.ts';
import type { AccountSettings } from '../settings/types.ts';
import { type AccountEvents, type CamsAccount, createCamsAccount, pauseOperation } from './account.ts';
import { type Budget, createBudget, startsApartMs } from './budget.ts';
import { createCamsClient } from './client.ts';
import type { SharedLimit } from './shared-limits.ts';
import { CALLS_PER_SECOND, CAMS_OPERATIONS, type CamsOperation } from './types.ts';

export interface AccountWithBudgets {
  account: CamsAccount;
  /** How often it may be called now: each operation, or all of them together where they share one budget. */
  rate(): { callsPerSecond: number; isCommon: boolean };
  /** Rejects every call that waits, and each new one, with `stopping`; those under way go on. */
  stop(): void;
}

export interface AccountWithBudgetsParts extends AccountEvents {
  settings: AccountSettings;
  /** All processes share it, and all accounts of the settings that are the same one to Alibaba Cloud. */
  limit: SharedLimit;
  clock: Clock;
  /** A number from 0 to 1, as `Math.random`. */
  random: () => number;
  /** Unix time; milliseconds. */
  wallMs: () => number;
}

/** Well within the 30 minutes that a `response_url` lives; seconds. */
const LONGEST_QUEUE_S = 600;

/** An account as the settings describe it, each operation behind a budget of its own: the limit is the operation's. */
export function createAccountWithBudgets(parts: AccountWithBudgetsParts): AccountWithBudgets {
  const { settings, limit, clock, random, ...others } = parts;
  const { name } = settings;
  const { slots, callsPerSecond: calls, sharers } = limit;
  const budgets = Object.fromEntries(
    CAMS_OPERATIONS.map((operation) => [
      operation,
      createBudget({
        clock,
        calls,
        slots: slots.of(operation),
        random,
        maxWaiting: calls * LONGEST_QUEUE_S,
        apartMs: (waiting) => startsApartMs(calls, waiting),
      }),
    ]),
  ) as Record<CamsOperation, Budget>;
  const onRetryAfter = (operation: CamsOperation, ms: number) =>
    pauseOperation({ budgets, slots, clock }, operation, ms);
  // What an answer that is an error asks for, the account sees to.
  const client = createCamsClient({ ...settings, onRetryAfter });
  return {
    account: createCamsAccount({ name, client, budgets, slots, clock, random, ...others }),
    rate: () => ({
      callsPerSecond: (slots.isCommon ? Math.min(calls, CALLS_PER_SECOND) : calls) / sharers,
      isCommon: slots.isCommon,
    }),
    stop() {
      for (const budget of Object.values(budgets)) budget.stop();
    },
  };
}
