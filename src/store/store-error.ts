/** Everything that can go wrong with the database. */
export type StoreErrorKind =
  | 'store-url'
  | 'store-refused'
  | 'store-unreachable'
  | 'store-too-old'
  | 'store-damaged'
  | 'store-locked'
  | 'store-unwritable'
  | 'store-full'
  | 'store-newer'
  | 'store-key'
  | 'store-failed';

/** The message says what happened, why, and what to do next: it is fit for the log and for who starts the bot. */
export class StoreError extends Error {
  readonly kind: StoreErrorKind;

  constructor(kind: StoreErrorKind, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'StoreError';
    this.kind = kind;
  }
}
