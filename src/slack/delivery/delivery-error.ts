/** Everything that can go wrong on Slack's side once the JSON is there. */
export type DeliveryErrorKind =
  | 'slack-token'
  | 'slack-scope'
  /** The organisation, or Slack, doesn't let the app into the workspace. */
  | 'slack-no-access'
  /** The administrators have suspended posting. */
  | 'slack-suspended'
  /** People can't have direct messages with the app. */
  | 'slack-messages-off'
  | 'slack-files-refused'
  | 'slack-rate-limited'
  | 'slack-unavailable'
  /** Slack said that it shared the files, and they never came into the conversation; twice. They can't come any more. */
  | 'slack-not-landed'
  /** The files may be there, or come later: the answer was lost and Slack can't be asked, or they could not be deleted. */
  | 'slack-share-unknown'
  | 'slack-refused';

export class DeliveryError extends Error {
  readonly kind: DeliveryErrorKind;
  /** Slack's error, as `missing_scope`. */
  readonly code: string | undefined;
  /** Where Slack limits the bot: for how long still, milliseconds. */
  readonly limitedForMs: number | undefined;

  constructor(kind: DeliveryErrorKind, code?: string, cause?: unknown, limitedForMs?: number) {
    super(code === undefined ? kind : `${kind}: ${code}`, { cause });
    this.name = 'DeliveryError';
    this.kind = kind;
    this.code = code;
    this.limitedForMs = limitedForMs;
  }
}
