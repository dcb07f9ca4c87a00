import { jsonReply, type Reply } from './answer.ts';

/** One call of an operation, as far as a reply needs it. */
export interface ApiCall {
  /** As `GetFlowJSONAssest`. */
  operation: string;
  /** Empty where the call names none. */
  flowId: string;
  requestId: string;
  /** The endpoint that was called. */
  host: string;
}

/** The sentences of Alibaba Cloud's public error codes; where a product has none of its own, in other words. */
const MESSAGES = {
  'Product.Unsubscript': 'The account has not subscribed to the product.',
  'Ram.PermissionDeny': 'The RAM user is not allowed to call this operation.',
  'System.LimitControl': 'The system is under flow control.',
  'Unknown.ResourceOwnerId': 'The resource does not belong to the current user.',
  Throttling: 'Request was denied due to request throttling.',
  'Throttling.User': 'Request was denied due to user flow control.',
  'Throttling.Api': 'Request was denied due to api flow control.',
  'InvalidAccessKeyId.NotFound': 'Specified access key is not found.',
  'InvalidAccessKeyId.Inactive': 'Specified access key is disabled.',
  SignatureDoesNotMatch: 'Specified signature is not matched with our calculation.',
  IncompleteSignature: 'The request signature does not conform to Aliyun standards.',
  'InvalidTimeStamp.Expired': 'Specified time stamp or date value is expired.',
  'InvalidTimeStamp.Format': 'Specified time stamp or date value is not well formatted.',
  'InvalidSecurityToken.Expired': 'Specified SecurityToken is expired.',
  NoPermission: 'You are not authorized to do this action.',
  'Forbidden.RAM': "User not authorized to operate on the specified resource, or this API doesn't support RAM.",
  ServiceUnavailable: 'The request has failed due to a temporary failure of the server.',
  InternalError: 'The request processing has failed due to some unknown error.',
  'InvalidAction.NotFound': 'Specified api is not found, please check your url and method.',
  MissingFlowId: 'FlowId is mandatory for this action.',
  InvalidPage: 'The specified parameter Page is not valid.',
} as const;

export type ApiErrorCode = keyof typeof MESSAGES;

export interface ApiError {
  status: number;
  code: ApiErrorCode;
  /** Put behind the code's own sentence. */
  more?: string;
  /** Whether `AccessDeniedDetail` says who was refused what. */
  isAccessDenied?: true;
}

/** `AccessDeniedDetail` of a RAM user whom no policy allows the operation; the fields of Alibaba Cloud, made-up values. */
function accessDeniedDetail(operation: string): Record<string, string> {
  return {
    AuthAction: `cams:${operation}`,
    AuthPrincipalDisplayName: '200000000000000001',
    AuthPrincipalOwnerId: '1000000000000001',
    AuthPrincipalType: 'SubUser',
    EncodedDiagnosticMessage: 'AQEAAAAAc2FuZGJveC1kaWFnbm9zdGljLW1lc3NhZ2U',
    NoPermissionType: 'ImplicitDeny',
    PolicyType: 'AccountLevelIdentityBasedPolicy',
  };
}

/** The reply to a call that failed, in the shape of Alibaba Cloud's API gateway. */
export function errorReply({ operation, requestId, host }: ApiCall, error: ApiError): Reply {
  const { status, code, more = '', isAccessDenied } = error;
  const query = new URLSearchParams({ q: code, product: 'cams', requestId });
  return jsonReply(status, {
    RequestId: requestId,
    Message: `${MESSAGES[code]}${more}`,
    Recommend: `https://api.alibabacloud.com/troubleshoot?${query}`,
    HostId: host,
    Code: code,
    ...(isAccessDenied ? { AccessDeniedDetail: accessDeniedDetail(operation) } : {}),
  });
}

/** The reply to a call that went well. */
export function okReply({ requestId }: ApiCall, data: unknown): Reply {
  const head = { Code: 'OK', Message: 'None', RequestId: requestId, AccessDeniedDetail: 'None' };
  return jsonReply(200, data === undefined ? head : { ...head, Data: data });
}
