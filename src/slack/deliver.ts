import type { webApi } from '@slack/bolt';
import { z } from 'zod';
import { DeliveryError } from './delivery-error.ts';
import type { FileToShare, SharedFile, ShareFile } from './share-file.ts';
import { toDeliveryError } from './slack-error.ts';

type WebClient = webApi.WebClient;

/** Why the bot may not post where it was asked. */
export type RefusalReason = 'private' | 'archived' | 'restricted' | 'cannot-join';

export type Delivery =
  | { to: 'conversation'; file: SharedFile }
  | { to: 'direct-message'; file: SharedFile; reason: RefusalReason };

export interface Destination {
  channelId: string;
  /** The asker, to whose direct message the file goes where the bot may not post. */
  userId: string;
}

/**
 * Puts a file where the asker can see it: the conversation, after joining it if it is a public channel, or else the
 * asker's direct message with the bot. Nothing is posted in the conversation before the file can be shared there.
 *
 * @throws {DeliveryError}
 */
export type Deliver = (to: Destination, file: FileForDelivery) => Promise<Delivery>;

/** `comment` is asked for once it is known where the file goes, since a direct message has to say why it came there. */
export interface FileForDelivery extends Omit<FileToShare, 'comment'> {
  comment(refusal: RefusalReason | undefined): string;
}

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

const openedConversation = z.object({ channel: z.object({ id: z.string() }) });

const refusalOf = ({ code }: DeliveryError): RefusalReason | undefined =>
  code === undefined ? undefined : REASON_OF_CODE[code];

export function createDeliver(client: WebClient, shareFile: ShareFile): Deliver {
  async function join(channelId: string): Promise<boolean> {
    try {
      await client.conversations.join({ channel: channelId });
      return true;
    } catch {
      return false;
    }
  }

  async function shareOrJoinAndShare(channelId: string, file: FileToShare): Promise<SharedFile> {
    try {
      return await shareFile(channelId, file);
    } catch (error) {
      const mayJoin = error instanceof DeliveryError && error.code === 'not_in_channel';
      if (!mayJoin || !(await join(channelId))) throw error;
      return shareFile(channelId, file);
    }
  }

  async function directMessageWith(userId: string): Promise<string> {
    try {
      return openedConversation.parse(await client.conversations.open({ users: userId })).channel.id;
    } catch (error) {
      throw toDeliveryError(error);
    }
  }

  return async ({ channelId, userId }, { comment, ...file }) => {
    try {
      const shared = await shareOrJoinAndShare(channelId, { ...file, comment: comment(undefined) });
      return { to: 'conversation', file: shared };
    } catch (error) {
      const reason = error instanceof DeliveryError ? refusalOf(error) : undefined;
      if (reason === undefined) throw error;
      const shared = await shareFile(await directMessageWith(userId), { ...file, comment: comment(reason) });
      return { to: 'direct-message', file: shared, reason };
    }
  };
}
