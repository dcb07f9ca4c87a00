/** Slack sent something of another shape than it documents, or a button holds a value that is none of ours. */
export class UnreadablePayload extends Error {
  readonly kind = 'unreadable-payload';
  readonly what: 'payload' | 'button';

  constructor(what: 'payload' | 'button', cause?: unknown) {
    super(what === 'button' ? "The button's value is none of ours" : 'The payload is not as Slack documents it', {
      cause,
    });
    this.name = 'UnreadablePayload';
    this.what = what;
  }
}
