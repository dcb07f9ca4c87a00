import type { FetchedFlow } from '../flows/fetch/fetch-flow.ts';
import type { BegunShare } from './journal.ts';
import type { FlowRequest } from './request.ts';

/** Why files that were asked for in a conversation could not go there. */
export type Refusal =
  | 'private'
  | 'archived'
  | 'restricted'
  /** It takes nothing but replies. */
  | 'threads-only'
  /** It, or the thread, takes no replies. */
  | 'no-replies'
  /** The administrators have suspended posting there. */
  | 'suspended'
  | 'cannot-join'
  | 'connect'
  | 'not-found';

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
  /** What can be done with the files could not be offered beside them: the reply to the requester has to. */
  buttonsLeftOut?: true;
  /** No JSON was shared, since pictures alone were wanted. */
  isPictureOnly?: true;
}

/** A share that is about to be made. */
export interface ShareToBegin {
  to: DeliveredTo;
  channelId: string;
  fileIds: string[];
  isPictureOnly?: true;
}

/**
 * Called before anybody can see a share, each time one is tried.
 *
 * @returns rejects where nothing may be shared.
 */
export type BeginShare = (share: ShareToBegin) => Promise<void>;

/** Puts what was fetched where people see it. */
export interface Delivery {
  /** Whether a delivery would have to wait for what takes a while to be there. */
  readonly isCold: boolean;
  /** Files are on their way: what their delivery would have to wait for is started, if it is cold. Never rejects. */
  expect(request: FlowRequest): Promise<void>;
  /**
   * @param thereAt since when the files are there, by a clock that never steps back, in milliseconds: what is made of them
   *   may keep them waiting for a moment only.
   * @returns rejects where nothing was shared: with what `beginShare` rejects with, too.
   */
  deliver(
    request: FlowRequest,
    flows: readonly FetchedFlow[],
    beginShare: BeginShare,
    thereAt: number,
  ): Promise<Delivered>;
  /**
   * Looks for a share whose end nobody saw.
   *
   * @returns rejects while it can't be known whether it was made.
   */
  wasShared(teamId: string, share: Pick<BegunShare, 'channelId' | 'fileIds'>): Promise<boolean>;
}
