import type { AccessDenied } from '../../cams/errors.ts';
import type { CamsOperation } from '../../cams/types.ts';
import type { Translate } from '../../i18n.ts';
import type { Fault, FaultKind } from '../delivery/fault.ts';
import { refusedText, whomToAsk } from './access.ts';
import { durationText } from './duration.ts';
import { code, codeBlock } from './message.ts';

/** What a person reads of a fault. mrkdwn, escaped. */
export interface ErrorText {
  /** What happened, and why. */
  happened: string;
  /** What the reader can do. */
  next: string;
  /** Whether another try may help, without anything changed first. */
  canRetry: boolean;
  /** To hand on, as it is. */
  attachment?: string;
}

/** The RAM action of each operation. Source: "RAM authorization" in its documentation. */
const RAM_ACTIONS: Readonly<Record<CamsOperation, string>> = {
  GetFlowJSONAssest: 'cams:GetFlowJSONAssest',
  GetFlow: 'cams:GetFlow',
  ListFlow: 'cams:ListFlow',
};

/** The statement that lets a RAM user read flows. */
export const RAM_POLICY = JSON.stringify(
  { Version: '1', Statement: [{ Effect: 'Allow', Action: Object.values(RAM_ACTIONS), Resource: '*' }] },
  null,
  2,
);

/**
 * Whether another try may help, without anything changed in the settings or in the request first. Every kind is here, so
 * that a new one doesn't compile before somebody has thought about it.
 */
const CAN_RETRY: Readonly<Record<FaultKind, boolean>> = {
  'not-subscribed': true,
  'permission-denied': true,
  'rate-limited': true,
  'not-owner': false,
  'access-key-unknown': false,
  'access-key-inactive': true,
  'signature-mismatch': false,
  'clock-skew': true,
  'security-token-expired': false,
  'credentials-missing': true,
  'service-unavailable': true,
  'internal-error': true,
  'unreadable-reply': true,
  'no-file': true,
  timeout: true,
  'host-not-found': true,
  network: true,
  'proxy-refused': true,
  'queue-full': true,
  stopping: true,
  'store-unreachable': true,
  'account-unknown': false,
  'unknown-code': true,

  'asset-address-refused': false,
  'asset-private-address': false,
  'asset-redirects': true,
  'asset-expired': true,
  'asset-status': true,
  'asset-too-large': false,
  'too-large-to-read': false,
  'asset-timeout': true,
  'asset-network': true,
  'asset-proxy-refused': true,

  'not-json': true,
  'not-a-json-object': true,
  'too-deep': true,
  'too-large-together': true,

  'slack-token': false,
  'slack-scope': true,
  'slack-no-access': true,
  'slack-suspended': true,
  'slack-messages-off': true,
  'slack-files-refused': true,
  'slack-rate-limited': true,
  'slack-unavailable': true,
  'slack-refused': true,
  'slack-not-landed': true,
  'slack-share-unknown': true,

  store: true,
  'too-old': true,
  // It was run three times already, and each time it was the end of a process.
  'gave-up': false,
  'too-many-waiting': true,
  'too-many-checks': true,
  'held-secret': false,
  'held-shared': false,
  'not-allowed': false,
  'person-unknown': true,
  unknown: true,
};

function deniedType(t: Translate, { noPermissionType: type, policyType: policy }: AccessDenied): string {
  if (type === undefined) return '';
  return policy === undefined
    ? t('error.denied.type', { type: code(type) })
    : t('error.denied.typeBy', { type: code(type), policy: code(policy) });
}

function denied(t: Translate, { accessDenied }: Fault): string {
  if (accessDenied === undefined) return '';
  const { principal, action } = accessDenied;
  const facts = [
    principal === undefined ? '' : t('error.denied.principal', { principal: code(principal) }),
    action === undefined ? '' : t('error.denied.action', { action: code(action) }),
    deniedType(t, accessDenied),
  ].filter(Boolean);
  return facts.length === 0 ? '' : t('error.denied.adds', { facts: facts.join(' ') });
}

const SECOND_MS = 1000;
/** What is tried again a moment too soon fails again. */
const waitText = (t: Translate, limitedForMs: number) => durationText(t, limitedForMs + SECOND_MS);

const plainQuote = (text: string) => code(text).slice(1, -1);

/** What happened: some kinds have more than one text, by what is known of the fault. */
function happenedOf(t: Translate, fault: Fault): string {
  const { kind, code: given, apiMessage, host, status, why, limitedForMs, limit, refused } = fault;
  if (given !== undefined && kind === 'unknown-code') {
    return apiMessage === undefined
      ? t('error.unknown-code.withCode', { code: code(given) })
      : t('error.unknown-code.withMessage', { code: code(given), message: plainQuote(apiMessage) });
  }
  if (limitedForMs !== undefined && kind === 'slack-rate-limited') {
    return t('error.slack-rate-limited.happenedFor', { wait: waitText(t, limitedForMs) });
  }
  if (given !== undefined && kind === 'slack-refused') return t('error.slack-refused.withCode', { code: code(given) });
  if (refused !== undefined) return refusedText(t, refused);
  return t(`error.${kind}.happened`, {
    denied: denied(t, fault),
    atHost: host === undefined ? '' : t('error.atHost', { host: code(host) }),
    status: status ?? '?',
    limit: limit ?? '?',
    why: t(`error.refusedAddress.${why ?? 'host'}`),
  });
}

function nextOf(t: Translate, { kind, limitedForMs, refused }: Fault): string {
  if (refused !== undefined) return t('access.ask', { whom: whomToAsk(t, refused.ask) });
  return limitedForMs !== undefined && kind === 'slack-rate-limited'
    ? t('error.slack-rate-limited.nextIn', { wait: waitText(t, limitedForMs) })
    : t(`error.${kind}.next`);
}

/** The only place that turns a fault into words. */
export function errorText(t: Translate, fault: Fault): ErrorText {
  return {
    happened: happenedOf(t, fault),
    next: nextOf(t, fault),
    canRetry: CAN_RETRY[fault.kind],
    ...(fault.kind === 'permission-denied' ? { attachment: codeBlock(RAM_POLICY) } : {}),
  };
}
