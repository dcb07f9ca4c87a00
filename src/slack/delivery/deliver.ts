import type { webApi } from '@slack/bolt';
import type { BeginShare, Delivered, DeliveredTo, Refusal } from '../../requests/delivery.ts';
import type { Conversation } from '../../requests/request.ts';
import type { Message } from '../messages/message.ts';
import { DeliveryError } from './delivery-error.ts';
import { openDirectMessage } from './direct-message.ts';
import type { FileToShare } from './file-to-share.ts';
import { refusalBy } from './refusal.ts';
import type { SharedFiles, ShareFiles } from './share-files.ts';
import { toDeliveryError } from './slack-error.ts';

type WebClient = webApi.WebClient;

export interface Addressee {
  /** Absent: the requester alone. */
  conversation: Conversation | undefined;
  /** The requester, to whose direct message the files go where the bot may not post. */
  userId: string;
}

export interface DeliverySteps {
  /** The message that the files come with, once it is known where they go. */
  messageFor: (to: DeliveredTo) => Message;
  beginShare: BeginShare;
}

/**
 * Puts files where the requester can see them: the conversation, after joining it if it is a public channel, or else the
 * requester's direct message with the bot. Nothing is posted in the conversation before the files can be shared there.
 *
 * @throws {DeliveryError}, and what `beginShare` rejects with.
 */
export type Deliver = (addressee: Addressee, files: readonly FileToShare[], steps: DeliverySteps) => Promise<Delivered>;

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

  async function directMessageWith(userId: string): Promise<Conversation> {
    try {
      return { channelId: await openDirectMessage(client, userId) };
    } catch (error) {
      throw toDeliveryError(error);
    }
  }

  return async ({ conversation, userId }, files, { messageFor, beginShare }) => {
    const beginAt = (to: DeliveredTo, channelId: string) => (fileIds: string[]) =>
      beginShare({ to, channelId, fileIds });

    async function deliverDirectly(refusal: Refusal | undefined): Promise<Delivered> {
      const to: DeliveredTo = { kind: 'direct-message', refusal };
      const target = await directMessageWith(userId);
      const shared = await shareFiles.share(target, files, messageFor(to), beginAt(to, target.channelId));
      return { to, ...shared };
    }

    if (conversation === undefined) return deliverDirectly(undefined);
    try {
      const to: DeliveredTo = { kind: 'conversation' };
      const begin = beginAt(to, conversation.channelId);
      return { to, ...(await shareOrJoinAndShare(conversation, files, messageFor(to), begin)) };
    } catch (error) {
      const refusal = error instanceof DeliveryError ? refusalBy(error) : undefined;
      if (refusal === undefined) throw error;
      return deliverDirectly(refusal);
    }
  };
}
