import type { webApi } from '@slack/bolt';
import type { Message } from '../messages/message.ts';
import { DeliveryError } from './delivery-error.ts';
import { openDirectMessage } from './direct-message.ts';
import type { FileToShare, SharedFiles, ShareFiles, ShareTarget } from './share-files.ts';
import { toDeliveryError } from './slack-error.ts';

type WebClient = webApi.WebClient;

/** Why the bot may not post where it was asked. */
export type RefusalReason = 'private' | 'archived' | 'restricted' | 'cannot-join';

export type Delivery =
  | { to: 'conversation'; files: SharedFiles }
  /** `reason` is absent where the requester wanted it there. */
  | { to: 'direct-message'; files: SharedFiles; reason: RefusalReason | undefined };

export interface Addressee {
  /** Absent: the requester alone. */
  conversation: ShareTarget | undefined;
  /** The requester, to whose direct message the files go where the bot may not post. */
  userId: string;
}

/** Where the files are about to go, for the words that they come with. */
export type Place = { directMessage: false } | { directMessage: true; reason: RefusalReason | undefined };

/** A share that is about to be made. */
export interface ShareToBegin {
  place: Place;
  channelId: string;
  fileIds: string[];
}

export interface DeliveryWords {
  /** Asked for the message once it is known where the files go. */
  say: (place: Place) => Message;
  /** Told of each share before anybody can see it; where it rejects, nothing is shared. */
  begin: (share: ShareToBegin) => Promise<void>;
}

/**
 * Puts files where the requester can see them: the conversation, after joining it if it is a public channel, or else the
 * requester's direct message with the bot. Nothing is posted in the conversation before the files can be shared there.
 *
 * @throws {DeliveryError}, and what `begin` rejects with.
 */
export type Deliver = (to: Addressee, files: readonly FileToShare[], words: DeliveryWords) => Promise<Delivery>;

const REASON_OF_CODE: Readonly<Record<string, RefusalReason>> = {
  channel_not_found: 'private',
  not_in_channel: 'cannot-join',
  is_archived: 'archived',
  restricted_action: 'restricted',
  restricted_action_read_only_channel: 'restricted',
  restricted_action_thread_only_channel: 'restricted',
  restricted_action_non_threadable_channel: 'restricted',
  posting_to_channel_denied: 'restricted',
  team_access_not_granted: 'restricted',
  user_is_restricted: 'restricted',
  method_not_supported_for_channel_type: 'restricted',
};

const refusalOf = ({ code }: DeliveryError): RefusalReason | undefined =>
  code === undefined ? undefined : REASON_OF_CODE[code];

export function createDeliver(client: WebClient, shareFiles: ShareFiles): Deliver {
  async function join(channelId: string): Promise<boolean> {
    try {
      await client.conversations.join({ channel: channelId });
      return true;
    } catch {
      return false;
    }
  }

  async function shareOrJoinAndShare(...share: Parameters<ShareFiles['share']>): Promise<SharedFiles> {
    try {
      return await shareFiles.share(...share);
    } catch (error) {
      const mayJoin = error instanceof DeliveryError && error.code === 'not_in_channel';
      if (!mayJoin || !(await join(share[0].channelId))) throw error;
      return shareFiles.share(...share);
    }
  }

  async function directMessageWith(userId: string): Promise<ShareTarget> {
    try {
      return { channelId: await openDirectMessage(client, userId) };
    } catch (error) {
      throw toDeliveryError(error);
    }
  }

  return async ({ conversation, userId }, files, { say, begin }) => {
    const beginIn = (place: Place, channelId: string) => (fileIds: string[]) => begin({ place, channelId, fileIds });

    async function shareDirectly(reason: RefusalReason | undefined): Promise<Delivery> {
      const place: Place = { directMessage: true, reason };
      const target = await directMessageWith(userId);
      const shared = await shareFiles.share(target, files, say(place), beginIn(place, target.channelId));
      return { to: 'direct-message', files: shared, reason };
    }

    if (conversation === undefined) return shareDirectly(undefined);
    try {
      const place: Place = { directMessage: false };
      const begun = beginIn(place, conversation.channelId);
      const shared = await shareOrJoinAndShare(conversation, files, say(place), begun);
      return { to: 'conversation', files: shared };
    } catch (error) {
      const reason = error instanceof DeliveryError ? refusalOf(error) : undefined;
      if (reason === undefined) throw error;
      return shareDirectly(reason);
    }
  };
}
