import { z } from 'zod';
import type { AccessDenied, CamsErrorKind } from '../cams/errors.ts';
import type { CamsOperation, FlowRef } from '../cams/types.ts';
import type { Log } from '../log.ts';
import type { AccountLimit, AccountProblem, Notifier, OpsNotice } from './notice.ts';
import type { OpsStates, PollFailure } from './records.ts';

/**
 * Notifies the operators of what they have to see to: once, whichever process meets it, for a person or for the watcher, and
 * once that it is over.
 */
export interface NotifyOperators {
  failed(account: string, problem: AccountProblem, facts: Partial<ErrorFacts>): Promise<void>;
  /** A watched flow can't be read, by a fault that is not the account's. */
  blind(flow: FlowRef, facts: ErrorFacts): Promise<void>;
  /** A call was dropped for a limit, a person's or the watcher's. */
  limited(account: string, error: unknown, limit: AccountLimit): Promise<void>;
  /** A call of the operation went well: what nobody has met for a while is over, so far as that call shows it. */
  worked(account: string, operation: CamsOperation): Promise<void>;
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
  accessDenied: AccessDenied | undefined;
  /** Of a download: where from, HTTP's status, and why the address was refused. */
  host: string | undefined;
  status: number | undefined;
  why: string | undefined;
}

/** The kind of a fault that no class of ours tells of. */
export const UNKNOWN = 'unknown';

const MINUTE_MS = 60_000;
/** Over is what nobody has met for so long. */
const QUIET_MS = 10 * MINUTE_MS;
/** A limit that is hit again once the hour of the common budget is over is one problem. */
const LIMIT_QUIET_MS = 70 * MINUTE_MS;

/** What was lost where a call of the operation is not permitted. */
const PERMISSION_OF: Readonly<Record<CamsOperation, AccountProblem>> = {
  GetFlowJSONAssest: 'permission-lost',
  GetFlow: 'details-permission-lost',
  ListFlow: 'list-permission-lost',
};

/** What of the account's state an error shows. Every kind is here, so that a new one doesn't compile without it. */
const PROBLEM_OF_KIND: Readonly<Record<CamsErrorKind, AccountProblem | 'none'>> = {
  'not-subscribed': 'not-subscribed',
  'permission-denied': 'permission-lost',
  // The account has tried a second time by then.
  'rate-limited': 'limit-hit',
  'not-owner': 'none',
  'access-key-unknown': 'key-expired',
  'access-key-inactive': 'key-expired',
  'signature-mismatch': 'key-expired',
  'clock-skew': 'clock-wrong',
  'security-token-expired': 'key-expired',
  'credentials-missing': 'key-expired',
  'service-unavailable': 'none',
  'internal-error': 'none',
  'unreadable-reply': 'none',
  'no-file': 'none',
  timeout: 'none',
  'host-not-found': 'none',
  network: 'none',
  'proxy-refused': 'none',
  'queue-full': 'none',
  stopping: 'none',
  'store-unreachable': 'none',
  'account-unknown': 'none',
  'unknown-code': 'none',
};
const isCamsErrorKind = (kind: string): kind is CamsErrorKind => Object.hasOwn(PROBLEM_OF_KIND, kind);
const isProblem = (problem: AccountProblem | 'none'): problem is AccountProblem => problem !== 'none';
const OF_LIMIT: readonly AccountProblem[] = ['limit-hit'];
/** Every call meets these, whichever operation it is of. */
const OF_ANY_CALL: readonly AccountProblem[] = ['not-subscribed', 'key-expired', 'clock-wrong', 'flows-out-of-sight'];

const fact = z.string().optional();
const accessDenied = z.object({ action: fact, principal: fact, policyType: fact, noPermissionType: fact }).transform(
  ({ action, principal, policyType, noPermissionType }): AccessDenied => ({
    action,
    principal,
    policyType,
    noPermissionType,
  }),
);

const errorFacts = z.object({
  kind: z.string(),
  isOwnDecision: z.boolean().catch(false),
  code: z.string().optional().catch(undefined),
  requestId: z.string().optional().catch(undefined),
  apiMessage: z.string().optional().catch(undefined),
  accessDenied: accessDenied.optional().catch(undefined),
  host: z.string().optional().catch(undefined),
  status: z.number().optional().catch(undefined),
  why: z.string().optional().catch(undefined),
});

/** Known by its shape: the classes belong to who calls Alibaba Cloud. */
export function factsOfError(error: unknown): ErrorFacts {
  const { data } = errorFacts.safeParse(error);
  return {
    kind: data?.kind ?? UNKNOWN,
    isOwnDecision: data?.isOwnDecision ?? false,
    code: data?.code,
    requestId: data?.requestId,
    apiMessage: data?.apiMessage,
    accessDenied: data?.accessDenied,
    host: data?.host,
    status: data?.status,
    why: data?.why,
  };
}

/** What is kept of it for as long as a flow can't be read. */
export const failureOf = ({ kind, code, host, status, why }: ErrorFacts): PollFailure => ({
  kind,
  code,
  host,
  status,
  why,
});

/**
 * Undefined where it is no problem of the account.
 *
 * @param operation of the call: a poll is one for the file.
 */
export function problemOf(
  { kind }: Pick<ErrorFacts, 'kind'>,
  operation: CamsOperation = 'GetFlowJSONAssest',
): AccountProblem | undefined {
  if (kind === 'permission-denied') return PERMISSION_OF[operation];
  const problem = isCamsErrorKind(kind) ? PROBLEM_OF_KIND[kind] : 'none';
  return isProblem(problem) ? problem : undefined;
}

export function createNotifyOperators({ states, notifier, log }: NotifyOperatorsParts): NotifyOperators {
  async function raise(
    account: string,
    problem: AccountProblem,
    facts: Partial<ErrorFacts>,
    more: Pick<OpsNotice, 'limit' | 'failure'> = {},
  ): Promise<void> {
    if (!(await states.raise(account, problem))) return;
    const { code, requestId, apiMessage: detail, accessDenied } = facts;
    const what = { problem, account, code, requestId, detail, accessDenied, ...more };
    try {
      const isTold = await notifier.notifyOps({ type: 'ops', isOver: false, ...what });
      // Whoever chooses a channel later is told by the next call that fails.
      if (!isTold) await states.withdraw(account, problem);
    } catch (error) {
      log.warn({ err: error, account, problem }, 'Could not notify the operators');
      await states.withdraw(account, problem);
    }
  }

  async function settle(account: string, problems: readonly AccountProblem[], quietMs = QUIET_MS): Promise<void> {
    const nothing = { code: undefined, requestId: undefined, detail: undefined };
    for (const problem of await states.settle(account, problems, quietMs)) {
      await notifier
        .notifyOps({ type: 'ops', problem, isOver: true, account, ...nothing })
        .catch((error: unknown) => log.warn({ err: error, account, problem }, 'Could not notify the operators'));
    }
  }

  return {
    failed: (account, problem, facts) => raise(account, problem, facts),
    blind: ({ account, flowId }, facts) =>
      raise(account, 'flows-out-of-sight', { ...facts, apiMessage: flowId }, { failure: failureOf(facts) }),
    limited: (account, error, limit) => raise(account, 'limit-hit', factsOfError(error), { limit }),
    async worked(account, operation) {
      await settle(account, [...OF_ANY_CALL, PERMISSION_OF[operation]]);
      await settle(account, OF_LIMIT, LIMIT_QUIET_MS);
    },
    behind: (account, lateMs) =>
      raise(account, 'watcher-behind', { apiMessage: String(Math.round(lateMs / MINUTE_MS)) }),
    inTime: (account) => settle(account, ['watcher-behind']),
  };
}
