import { type Answer, jsonReply, type Reply } from './answer.ts';
import { type ApiError, errorReply } from './errors.ts';
import type { Fault, FaultEntry } from './fault.ts';

const error = (apiError: ApiError): Fault => ({ kind: 'api', answer: (call) => errorReply(call, apiError) });
const always = (answer: Answer): Fault => ({ kind: 'api', answer: () => answer });
const withFilePath = (filePath: string | undefined): Fault => ({
  kind: 'data',
  change: (data) => ({ ...data, FilePath: filePath }),
});

function html(status: number, title: string): Reply {
  const body = `<html><head><title>${title}</title></head><body><center><h1>${title}</h1></center></body></html>`;
  return { status, headers: { 'content-type': 'text/html' }, body };
}

/** Alibaba Cloud repeats what it signed; a made-up hash. */
const STRING_TO_SIGN = `ACS3-HMAC-SHA256\n${'0123456789abcdef'.repeat(4)}`;

const otherCode: Fault = {
  kind: 'api',
  answer: ({ requestId }) =>
    jsonReply(200, {
      Code: 'isv.SOMETHING_ELSE',
      Message: 'Something that the documentation does not list.',
      RequestId: requestId,
      AccessDeniedDetail: 'None',
    }),
};

/**
 * Faults of the API, by the flow ID that meets them: the HTTP status, 000 where there is none, and the code. The codes
 * are those of the operations' error tables and of Alibaba Cloud's API gateway.
 */
export const API_FAULTS = {
  'e400-product-unsubscript': {
    what: 'The account has not subscribed to the product.',
    fault: error({ status: 400, code: 'Product.Unsubscript' }),
  },
  'e400-ram-permission-deny': {
    what: 'The RAM user may not call the operation, and AccessDeniedDetail says so.',
    fault: error({ status: 400, code: 'Ram.PermissionDeny', isAccessDenied: true }),
  },
  'e400-system-limit-control': {
    what: 'The system is under flow control, each time.',
    fault: error({ status: 400, code: 'System.LimitControl' }),
  },
  'l400-limit-once': {
    what: 'The system is under flow control; the next call goes well.',
    fault: error({ status: 400, code: 'System.LimitControl' }),
    isEveryOther: true,
  },
  'e400-unknown-resource-owner-id': {
    what: 'The flow belongs to somebody else.',
    fault: error({ status: 400, code: 'Unknown.ResourceOwnerId' }),
  },
  'e429-throttling': {
    what: 'The gateway throttles.',
    fault: error({ status: 429, code: 'Throttling' }),
  },
  'e400-throttling-user': {
    what: 'The gateway throttles the user.',
    fault: error({ status: 400, code: 'Throttling.User' }),
  },
  'e429-throttling-api': {
    what: 'The gateway throttles the operation.',
    fault: error({ status: 429, code: 'Throttling.Api' }),
  },
  'e404-access-key-not-found': {
    what: 'The access key does not exist.',
    fault: error({ status: 404, code: 'InvalidAccessKeyId.NotFound' }),
  },
  'e403-access-key-inactive': {
    what: 'The access key is disabled.',
    fault: error({ status: 403, code: 'InvalidAccessKeyId.Inactive' }),
  },
  'e400-signature-does-not-match': {
    what: 'The access key secret is wrong.',
    fault: error({ status: 400, code: 'SignatureDoesNotMatch', more: ` server string to sign is:${STRING_TO_SIGN}` }),
  },
  'e400-timestamp-expired': {
    what: "The caller's clock is wrong.",
    fault: error({ status: 400, code: 'InvalidTimeStamp.Expired' }),
  },
  'e400-security-token-expired': {
    what: 'The security token has expired.',
    fault: error({ status: 400, code: 'InvalidSecurityToken.Expired' }),
  },
  'e403-no-permission': {
    what: 'The gateway refuses the RAM user, and AccessDeniedDetail says why.',
    fault: error({ status: 403, code: 'NoPermission', isAccessDenied: true }),
  },
  'e403-forbidden-ram': {
    what: 'The gateway refuses the RAM user, without a word on why.',
    fault: error({ status: 403, code: 'Forbidden.RAM' }),
  },
  'e503-service-unavailable': {
    what: 'The service is unavailable.',
    fault: error({ status: 503, code: 'ServiceUnavailable' }),
  },
  'e500-internal-error': {
    what: 'Something fails inside Alibaba Cloud.',
    fault: error({ status: 500, code: 'InternalError' }),
  },
  'e502-html': {
    what: 'A 502 that is a web page.',
    fault: always(html(502, '502 Bad Gateway')),
  },
  'e503-html': {
    what: 'A 503 that is a web page.',
    fault: always(html(503, '503 Service Temporarily Unavailable')),
  },
  'e000-reset': {
    what: 'The connection breaks.',
    fault: always('reset'),
  },
  'e000-timeout': {
    what: 'No answer ever comes.',
    fault: always('silence'),
  },
  'e200-other-code': {
    what: 'HTTP 200 with a code other than OK.',
    fault: otherCode,
  },
  'e200-not-json': {
    what: 'HTTP 200 with a web page.',
    fault: always(html(200, 'Welcome')),
  },
  'e200-empty-body': {
    what: 'HTTP 200 with nothing in it.',
    fault: always({ status: 200, headers: {}, body: '' }),
  },
  'e200-no-data': {
    what: 'OK, but without Data.',
    fault: { kind: 'data', change: () => undefined },
  },
  'e200-no-file-path': {
    what: 'OK, but without FilePath.',
    fault: withFilePath(undefined),
  },
  'e200-none-strings': {
    what: 'OK, but FilePath is the string None.',
    fault: withFilePath('None'),
  },
  'f200-host-elsewhere': {
    what: 'The file lies on a host that is not allowed.',
    fault: withFilePath('https://example.com/flow.json'),
  },
  'f200-host-private': {
    what: 'The file lies at a private address.',
    fault: withFilePath('http://10.0.0.1/flow.json'),
  },
  'f403-expired-once': {
    what: 'The link has expired; the next one is good.',
    fault: { kind: 'expired-link' },
    isEveryOther: true,
  },
  'f403-expired-always': {
    what: 'Each link has expired.',
    fault: { kind: 'expired-link' },
  },
} as const satisfies Record<string, FaultEntry>;
