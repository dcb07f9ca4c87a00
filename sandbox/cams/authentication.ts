import { type Acs3Request, isSignedBy, parseAuthorization, stringToSign } from './acs3.ts';
import type { ApiError } from './errors.ts';

export interface AccessKey {
  id: string;
  secret: string;
}

/** The one security token that is accepted; a call may also come without any. */
export const SANDBOX_SECURITY_TOKEN = 'sandbox-security-token';

/** How far a caller's clock may be off; milliseconds (source: `InvalidTimeStamp.Expired` in the gateway's public codes). */
const MAX_SKEW_MS = 15 * 60 * 1000;
const TIMESTAMP = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;

/**
 * Why a call is refused before it reaches its operation; undefined where it is not.
 *
 * @param now Unix time; milliseconds.
 */
export function refusalOf(request: Acs3Request, key: AccessKey, now: number): ApiError | undefined {
  const { authorization: header, 'x-acs-date': date, 'x-acs-security-token': token } = request.headers;
  const authorization = parseAuthorization(header);
  if (authorization === undefined) return { status: 400, code: 'IncompleteSignature' };
  if (authorization.accessKeyId !== key.id) return { status: 404, code: 'InvalidAccessKeyId.NotFound' };
  const timestamp = String(date);
  if (!TIMESTAMP.test(timestamp)) return { status: 400, code: 'InvalidTimeStamp.Format' };
  // Written so that a date that is none (the 32nd) is refused as well.
  if (!(Math.abs(now - Date.parse(timestamp)) <= MAX_SKEW_MS)) return { status: 400, code: 'InvalidTimeStamp.Expired' };
  if (token !== undefined && token !== SANDBOX_SECURITY_TOKEN) {
    return { status: 400, code: 'InvalidSecurityToken.Expired' };
  }
  if (isSignedBy(request, authorization, key.secret)) return undefined;
  // Alibaba Cloud repeats what it signed: who calls can compare it with its own.
  const more = ` server string to sign is:${stringToSign(request, authorization.signedHeaders)}`;
  return { status: 400, code: 'SignatureDoesNotMatch', more };
}
