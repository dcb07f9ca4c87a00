import type { AccessDenied } from '../../cams/errors.ts';
import type { Translate } from '../../i18n.ts';
import type { Fault, FaultKind } from '../delivery/fault.ts';
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

/** The statement that lets a RAM user read flows. Source: "RAM authorization" in the documentation of each operation. */
const RAM_POLICY = JSON.stringify(
  {
    Version: '1',
    Statement: [
      { Effect: 'Allow', Action: ['cams:GetFlowJSONAssest', 'cams:GetFlow', 'cams:ListFlow'], Resource: '*' },
    ],
  },
  null,
  2,
);

/** Something has to change in the settings, or in the request, before another try can help. */
const NO_RETRY: ReadonlySet<FaultKind> = new Set<FaultKind>([
  'not-owner',
  'account-unknown',
  'access-key-unknown',
  'signature-mismatch',
  'security-token-expired',
  'asset-address-refused',
  'asset-private-address',
  'asset-too-large',
  'slack-token',
]);

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

const plainQuote = (text: string) => code(text).slice(1, -1);

/** What happened: some kinds have more than one text, by what is known of the fault. */
function happenedOf(t: Translate, fault: Fault): string {
  const { kind, code: given, apiMessage, host, status, why, limit } = fault;
  if (given !== undefined && kind === 'unknown-code') {
    return apiMessage === undefined
      ? t('error.unknown-code.withCode', { code: code(given) })
      : t('error.unknown-code.withMessage', { code: code(given), message: plainQuote(apiMessage) });
  }
  if (given !== undefined && kind === 'slack-refused') return t('error.slack-refused.withCode', { code: code(given) });
  return t(`error.${kind}.happened`, {
    denied: denied(t, fault),
    atHost: host === undefined ? '' : t('error.atHost', { host: code(host) }),
    status: status ?? '?',
    limit: limit ?? '?',
    why: t(`error.refusedAddress.${why ?? 'host'}`),
  });
}

/** The only place that turns a fault into words. */
export function errorText(t: Translate, fault: Fault): ErrorText {
  return {
    happened: happenedOf(t, fault),
    next: t(`error.${fault.kind}.next`),
    canRetry: !NO_RETRY.has(fault.kind),
    ...(fault.kind === 'permission-denied' ? { attachment: codeBlock(RAM_POLICY) } : {}),
  };
}
