import { z } from 'zod';
import { CamsError, type CamsErrorKind } from '../../cams/errors.ts';

/** What a call of `ListFlow` can meet; what is kept by another version of the bot may be something else. */
const KINDS = [
  'not-subscribed',
  'permission-denied',
  'rate-limited',
  'not-owner',
  'access-key-unknown',
  'access-key-inactive',
  'signature-mismatch',
  'clock-skew',
  'security-token-expired',
  'credentials-missing',
  'service-unavailable',
  'internal-error',
  'unreadable-reply',
  'timeout',
  'host-not-found',
  'network',
  'proxy-refused',
  'unknown-code',
] as const satisfies readonly CamsErrorKind[];

const text = z.string().optional();
const accessDenied = z
  .object({ action: text, principal: text, policyType: text, noPermissionType: text })
  .transform(({ action, principal, policyType, noPermissionType }) => ({
    action,
    principal,
    policyType,
    noPermissionType,
  }));
const problem = z.object({
  kind: z.enum(KINDS).catch('unknown-code'),
  code: text,
  requestId: text,
  apiMessage: text,
  accessDenied: accessDenied.optional(),
  status: z.number().optional(),
});

/** Why a list could not be loaded, as it is kept: all that a person reads of it. */
export const problemOf = ({ kind, code, requestId, apiMessage, accessDenied: denied, status }: CamsError): string =>
  JSON.stringify({ kind, code, requestId, apiMessage, accessDenied: denied, status });

/** The same as an error again; of what can't be read, nothing is known but that it failed. */
export function errorOf(text: string): CamsError {
  try {
    const { kind, ...detail } = problem.parse(JSON.parse(text));
    return new CamsError(kind, detail);
  } catch (cause) {
    return new CamsError('unknown-code', { cause });
  }
}
