import type { CamsErrorKind } from '../../../cams/errors.ts';
import type { DetailsRefusal } from '../../../flows/fetch/flow-details.ts';
import type { Translate } from '../../../i18n.ts';
import { code } from '../message.ts';
import type { Result } from './result.ts';

/** Whoever reads a result learns what is missing in a few words; the log has the rest. */
type RefusalText =
  | 'permission'
  | 'product'
  | 'key'
  | 'clock'
  | 'limit'
  | 'flow'
  | 'fault'
  | 'network'
  | 'busy'
  | 'database'
  | 'account'
  | 'code';

const TEXT_OF_REFUSAL: Readonly<Record<CamsErrorKind, RefusalText>> = {
  'permission-denied': 'permission',
  'not-subscribed': 'product',
  'access-key-unknown': 'key',
  'access-key-inactive': 'key',
  'signature-mismatch': 'key',
  'security-token-expired': 'key',
  'credentials-missing': 'key',
  'clock-skew': 'clock',
  'rate-limited': 'limit',
  'not-owner': 'flow',
  'service-unavailable': 'fault',
  'internal-error': 'fault',
  'unreadable-reply': 'fault',
  'no-file': 'fault',
  timeout: 'network',
  'host-not-found': 'network',
  network: 'network',
  'proxy-refused': 'network',
  'queue-full': 'busy',
  stopping: 'busy',
  'store-unreachable': 'database',
  'account-unknown': 'account',
  'unknown-code': 'code',
};

const refusalText = (t: Translate, { kind, action, code: given }: DetailsRefusal) =>
  t(`result.refused.${TEXT_OF_REFUSAL[kind]}`, { action: code(action ?? ''), code: code(given ?? '?') });

/** What is known of a flow's status, or why nothing is. */
export function statusText(t: Translate, details: Result['fetched']['details']): string {
  if (details.is === 'late') return t('result.statusLate');
  if (details.is === 'waiting') return t('result.statusWaiting');
  if (details.is === 'refused') return t('result.statusRefused', { why: refusalText(t, details.why) });
  const { status } = details.details;
  return status === undefined ? t('result.statusNone') : t(`result.statuses.${status}`);
}
