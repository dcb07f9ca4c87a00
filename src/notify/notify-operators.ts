import { z } from 'zod';
import type { Log } from '../log.ts';
import type { AccountProblem, Notifier } from './notice.ts';
import type { OpsStates } from './records.ts';

/** Notifies the operators of what they have to see to: once, whichever process meets it, and once that it is over. */
export interface NotifyOperators {
  failed(account: string, problem: AccountProblem, facts: Partial<ErrorFacts>): Promise<void>;
  /** A call went well: what no flow meets any more is over. */
  worked(account: string): Promise<void>;
  behind(account: string, lateMs: number): Promise<void>;
  inTime(account: string): Promise<void>;
}

export interface NotifyOperatorsParts {
  states: OpsStates<AccountProblem>;
  notifier: Pick<Notifier, 'notifyOps'>;
  log: Pick<Log, 'warn'>;
}

/** What is known of a fault of a call or a download. */
export interface ErrorFacts {
  kind: string;
  /** No call was made: it says nothing of the account or the flow. */
  isOwnDecision: boolean;
  code: string | undefined;
  requestId: string | undefined;
  apiMessage: string | undefined;
  /** Of a download: where from, HTTP's status, and why the address was refused. */
  host: string | undefined;
  status: number | undefined;
  why: string | undefined;
}

/** Over is what nobody has met for so long; a limit that is hit again and again is one problem. */
const QUIET_MS = 10 * 60_000;
const MINUTE_MS = 60_000;

/** Kinds of `CamsError`. */
const PROBLEM_OF_KIND: Readonly<Record<string, AccountProblem>> = {
  'permission-denied': 'permission-lost',
  'not-subscribed': 'not-subscribed',
  'access-key-unknown': 'key-expired',
  'access-key-inactive': 'key-expired',
  'security-token-expired': 'key-expired',
  'signature-mismatch': 'key-expired',
  'credentials-missing': 'key-expired',
  // The account has tried a second time by then.
  'rate-limited': 'limit-hit',
};
const OF_POLLS: readonly AccountProblem[] = [
  ...new Set([...Object.values(PROBLEM_OF_KIND), 'flows-out-of-sight' as const]),
];

const errorFacts = z.object({
  kind: z.string(),
  isOwnDecision: z.boolean().catch(false),
  code: z.string().optional().catch(undefined),
  requestId: z.string().optional().catch(undefined),
  apiMessage: z.string().optional().catch(undefined),
  host: z.string().optional().catch(undefined),
  status: z.number().optional().catch(undefined),
  why: z.string().optional().catch(undefined),
});

/** Known by its shape: the classes belong to who calls Alibaba Cloud. */
export function factsOfError(error: unknown): ErrorFacts {
  const { data } = errorFacts.safeParse(error);
  return {
    kind: data?.kind ?? 'unknown',
    isOwnDecision: data?.isOwnDecision ?? false,
    code: data?.code,
    requestId: data?.requestId,
    apiMessage: data?.apiMessage,
    host: data?.host,
    status: data?.status,
    why: data?.why,
  };
}

/** Undefined where it is no problem of the account. */
export const problemOf = ({ kind }: ErrorFacts): AccountProblem | undefined => PROBLEM_OF_KIND[kind];

export function createNotifyOperators({ states, notifier, log }: NotifyOperatorsParts): NotifyOperators {
  async function raise(account: string, problem: AccountProblem, facts: Partial<ErrorFacts>): Promise<void> {
    if (!(await states.raise(account, problem))) return;
    const { code, requestId, apiMessage: detail } = facts;
    try {
      await notifier.notifyOps({ type: 'ops', problem, isOver: false, account, code, requestId, detail });
    } catch (error) {
      log.warn({ err: error, account, problem }, 'Could not notify the operators');
      await states.withdraw(account, problem);
    }
  }

  async function settle(account: string, problems: readonly AccountProblem[]): Promise<void> {
    const nothing = { code: undefined, requestId: undefined, detail: undefined };
    for (const problem of await states.settle(account, problems, QUIET_MS)) {
      await notifier
        .notifyOps({ type: 'ops', problem, isOver: true, account, ...nothing })
        .catch((error: unknown) => log.warn({ err: error, account, problem }, 'Could not notify the operators'));
    }
  }

  return {
    failed: raise,
    worked: (account) => settle(account, OF_POLLS),
    behind: (account, lateMs) =>
      raise(account, 'watcher-behind', { apiMessage: String(Math.round(lateMs / MINUTE_MS)) }),
    inTime: (account) => settle(account, ['watcher-behind']),
  };
}
