/** Why files that were asked for in a conversation could not go there. */
export type Refusal = 'private' | 'archived' | 'restricted' | 'cannot-join';

/** Where files went, or are about to go. */
export type DeliveredTo =
  | { kind: 'conversation' }
  /** The requester's, with the bot. `refusal` is absent where the requester wanted them there. */
  | { kind: 'direct-message'; refusal?: Refusal | undefined };

/** Files that were delivered. */
export interface Delivered {
  to: DeliveredTo;
  fileIds: string[];
  /** Where the first file can be opened. */
  permalink: string | undefined;
}
