import { cutText } from '../text.ts';
/**
 * Everything that can go wrong between this process and Alibaba Cloud. The kinds are what a person can act on; the code
 * that Alibaba Cloud gave stays with the error.
 */
export type CamsErrorKind =
  | 'not-subscribed'
  | 'permission-denied'
  | 'rate-limited'
  | 'not-owner'
  | 'access-key-unknown'
  | 'access-key-inactive'
  | 'signature-mismatch'
  | 'clock-skew'
  | 'security-token-expired'
  | 'credentials-missing'
  | 'service-unavailable'
  | 'internal-error'
  | 'unreadable-reply'
  | 'no-file'
  | 'timeout'
  | 'host-not-found'
  | 'network'
  | 'proxy-refused'
  | 'queue-full'
  | 'stopping'
  | 'store-unreachable'
  | 'account-unknown'
  | 'unknown-code';

/** What `AccessDeniedDetail` says of a refused call, as far as the API filled it in. */
export interface AccessDenied {
  /** The RAM action, as `cams:GetFlowJSONAssest`. */
  action: string | undefined;
  /** The RAM user or role that was refused. */
  principal: string | undefined;
  policyType: string | undefined;
  /** `ImplicitDeny`: nobody allowed it; `ExplicitDeny`: somebody forbade it. */
  noPermissionType: string | undefined;
}

export interface CamsErrorDetail {
  /** Alibaba Cloud's error code, or Node's (`ECONNRESET`) for a fault of the network. */
  code?: string | undefined;
  requestId?: string | undefined;
  /** The API's own sentence, without addresses and keys. */
  apiMessage?: string | undefined;
  accessDenied?: AccessDenied | undefined;
  /** Of `proxy-refused`: the proxy's HTTP status. */
  status?: number | undefined;
  cause?: unknown;
}

/** What this process decides by itself. */
const OWN_DECISIONS: ReadonlySet<CamsErrorKind> = new Set(['stopping', 'queue-full', 'store-unreachable']);
/** What is wrong with the flow that was asked for: a mistyped ID, or a flow that was never saved. */
const OF_FLOW: ReadonlySet<CamsErrorKind> = new Set(['not-owner', 'no-file']);

export class CamsError extends Error {
  readonly kind: CamsErrorKind;
  readonly code: string | undefined;
  readonly requestId: string | undefined;
  readonly apiMessage: string | undefined;
  readonly accessDenied: AccessDenied | undefined;
  readonly status: number | undefined;
  /**
   * How long Alibaba Cloud asks to wait (`x-acs-retry-after`, which comes with any code); milliseconds. Set by who has seen
   * the answer's headers.
   */
  retryAfterMs: number | undefined;

  constructor(kind: CamsErrorKind, detail: CamsErrorDetail = {}) {
    super([kind, detail.code, detail.apiMessage].filter(Boolean).join(': '), { cause: detail.cause });
    this.name = 'CamsError';
    this.kind = kind;
    this.code = detail.code;
    this.requestId = detail.requestId;
    this.apiMessage = detail.apiMessage;
    this.accessDenied = detail.accessDenied;
    this.status = detail.status;
  }

  /** Whether no call was made: then it says nothing of the account or the flow. */
  get isOwnDecision(): boolean {
    return OWN_DECISIONS.has(this.kind);
  }

  /** Whether it says something of the account: neither a decision of this process nor somebody's mistyped ID does. */
  get isOfAccount(): boolean {
    return !this.isOwnDecision && !OF_FLOW.has(this.kind);
  }
}

/** Codes of CAMS and of Alibaba Cloud's API gateway. Source: the operations' error tables and the gateway's public codes. */
const KIND_OF_CODE: Readonly<Record<string, CamsErrorKind>> = {
  'Product.Unsubscript': 'not-subscribed',
  'Ram.PermissionDeny': 'permission-denied',
  NoPermission: 'permission-denied',
  'Forbidden.RAM': 'permission-denied',
  'System.LimitControl': 'rate-limited',
  'Unknown.ResourceOwnerId': 'not-owner',
  'InvalidAccessKeyId.NotFound': 'access-key-unknown',
  'InvalidAccessKeyId.Inactive': 'access-key-inactive',
  SignatureDoesNotMatch: 'signature-mismatch',
  'InvalidTimeStamp.Expired': 'clock-skew',
  'InvalidSecurityToken.Expired': 'security-token-expired',
  ServiceUnavailable: 'service-unavailable',
  InternalError: 'internal-error',
};

/** The kind of a code that Alibaba Cloud gave; every `Throttling…` is a limit. */
export function kindOfCode(code: string): CamsErrorKind {
  if (code === 'Throttling' || code.startsWith('Throttling.')) return 'rate-limited';
  return KIND_OF_CODE[code] ?? 'unknown-code';
}

const HOST_NOT_FOUND = new Set(['ENOTFOUND', 'EAI_AGAIN', 'EAI_NODATA']);

/** The kind of a fault that Node gives a code for, below HTTP. */
export function kindOfNetworkCode(code: string): CamsErrorKind {
  if (HOST_NOT_FOUND.has(code)) return 'host-not-found';
  return code === 'ETIMEDOUT' ? 'timeout' : 'network';
}

/** Characters. */
const MAX_SHOWN = 300;

/**
 * A sentence of the API, fit to be shown: at most 300 characters, without addresses (one may be signed) and without what
 * looks like a key (`SignatureDoesNotMatch` repeats the string it signed).
 */
export function presentableMessage(message: string): string {
  const safe = message
    .replace(/https?:\/\/\S+/g, '…')
    .replace(/\bLTAI\w+|\bSTS\.\w+/g, '…')
    .replace(/[A-Za-z0-9+/=]{40,}/g, '…')
    .trim();
  return cutText(safe, MAX_SHOWN);
}
