/** The command was called in a way that makes no sense, or on what is not there: exit code 2, and the message alone. */
export class UsageError extends Error {
  readonly kind = 'usage';
  override readonly name = 'UsageError';
}
