/** Why there is no picture; each is told to people in words of its own. */
export type PictureErrorKind =
  /** The text is no JSON, or no flow: it has no screens. */
  | 'not-a-flow'
  /** More text, pixels or screens than are drawn. */
  | 'too-large'
  /** The screen asked for isn't in the flow. */
  | 'no-such-screen'
  /** Drawing took longer than it may. */
  | 'time-out'
  /** Drawing took more memory than it may. */
  | 'out-of-memory'
  /** As many drawings wait as may wait. */
  | 'busy'
  /** The process that draws ended, or said what is none of the above. */
  | 'failed'
  /** This machine has no build of the canvas, or the pool was closed. */
  | 'unavailable'
  /** Whoever asked has called it off. */
  | 'aborted';

/** There is no picture, and `kind` says why. Its message is for the log, not for people. */
export class PictureError extends Error {
  override readonly name = 'PictureError';
  readonly kind: PictureErrorKind;

  constructor(kind: PictureErrorKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}
