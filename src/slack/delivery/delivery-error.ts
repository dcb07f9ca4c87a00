/** Everything that can go wrong on Slack's side once the JSON is there. */
export type DeliveryErrorKind =
  | 'slack-token'
  | 'slack-scope'
  | 'slack-files-refused'
  | 'slack-rate-limited'
  | 'slack-unavailable'
  | 'slack-refused';

export class DeliveryError extends Error {
  readonly kind: DeliveryErrorKind;
  /** Slack's error, as `missing_scope`. */
  readonly code: string | undefined;

  constructor(kind: DeliveryErrorKind, code?: string, cause?: unknown) {
    super(code === undefined ? kind : `${kind}: ${code}`, { cause });
    this.name = 'DeliveryError';
    this.kind = kind;
    this.code = code;
  }
}
