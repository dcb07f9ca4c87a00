import type { Clock } from '../clock.ts';
import type { AccountSettings } from '../settings/types.ts';
import { type CamsAccount, createCamsAccount } from './account.ts';
import { type Budget, createBudget } from './budget.ts';
import type { CallSlots } from './call-slots.ts';
import { createCamsClient } from './client.ts';

export interface AccountWithBudget {
  account: CamsAccount;
  /** Of this account alone: the limit is the account's. */
  budget: Budget;
}

export interface AccountWithBudgetParts {
  settings: AccountSettings;
  /** Of this account alone; all processes share them. */
  slots: CallSlots;
  clock: Clock;
  /** A number from 0 to 1, as `Math.random`. */
  random: () => number;
  /** Unix time; milliseconds. */
  wallMs: () => number;
}

/** An account as the settings describe it, behind a budget of its own. */
export function createAccountWithBudget(parts: AccountWithBudgetParts): AccountWithBudget {
  const { settings, slots, clock, random, wallMs } = parts;
  const budget = createBudget({ clock, slots, random });
  const client = createCamsClient(settings);
  return { account: createCamsAccount({ name: settings.name, client, budget, clock, random, wallMs }), budget };
}
