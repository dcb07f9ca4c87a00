import type { webApi } from '@slack/bolt';
import { isDirectMessage } from '../../access/direct-message.ts';
import type { Translate } from '../../i18n.ts';
import { sayInChannel } from '../delivery/say-in-channel.ts';
import type { Message } from '../messages/message.ts';
import {
  doneElsewhereMessage,
  notSaidMessage,
  notSetUpMessage,
  type Reader,
  takenBackMessage,
} from '../messages/set-up.ts';

/** A channel, and who sets up something there that posts later, or ends it. */
export interface ChannelToSetUp {
  t: Translate;
  client: webApi.WebClient;
  botUserId: string | undefined;
  teamId: string;
  channelId: string;
  userId: string;
  /** Whether the requester looks at another place: a thread, the Home tab. */
  isElsewhere: boolean;
}

/** What was said in the channel does not hold, and stands there all the same. */
export class StillSaid extends Error {
  readonly kind = 'still-said';

  constructor(cause: unknown) {
    super('A confirmation could not be taken back', { cause });
    this.name = 'StillSaid';
  }
}

/** Whom a message in the channel is about. */
export const readerOf = ({ channelId, userId }: Pick<ChannelToSetUp, 'channelId' | 'userId'>): Reader => ({
  isDirect: isDirectMessage(channelId),
  userId,
});

/** What came of storing what the channel was told: `refusal` is a reply to the requester. */
export type Stored = { ok: true } | { ok: false; refusal: Message };

/**
 * Says in the channel what is set up, and stores it then: where it can't be said, nothing is stored, and where it can't be
 * stored, it is taken back.
 *
 * @returns the answer to the requester; undefined where they see what the channel sees.
 * @throws {StillSaid}, and what `store` and Slack throw.
 */
export async function setUpIn(
  { t, client, botUserId, channelId, isElsewhere }: ChannelToSetUp,
  confirmation: Message,
  store: () => Promise<Stored>,
): Promise<Message | undefined> {
  const said = await sayInChannel(client, channelId, confirmation);
  if (!said.ok) return notSetUpMessage(t, said.error, botUserId);
  const takeBack = () => said.value.takeBack(takenBackMessage(t));
  let stored: Stored;
  try {
    stored = await store();
  } catch (error) {
    throw (await takeBack()) ? error : new StillSaid(error);
  }
  if (!stored.ok) {
    await takeBack();
    return stored.refusal;
  }
  return isElsewhere ? doneElsewhereMessage(t, channelId) : undefined;
}

/**
 * Tells the channel of what was ended or muted there: that holds, whether the channel can be told or not.
 *
 * @returns as `setUpIn`.
 */
export async function tellOfEnd(
  { t, client, channelId, isElsewhere }: Pick<ChannelToSetUp, 't' | 'client' | 'channelId' | 'isElsewhere'>,
  message: Message,
): Promise<Message | undefined> {
  const said = await sayInChannel(client, channelId, message).catch(() => ({ ok: false as const }));
  if (!said.ok) return notSaidMessage(t, channelId);
  return isElsewhere ? doneElsewhereMessage(t, channelId) : undefined;
}
