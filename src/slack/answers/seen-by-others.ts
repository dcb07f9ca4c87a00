import type { webApi } from '@slack/bolt';
import { type Hold, ShareHeld } from '../../requests/hold.ts';
import type { Conversation } from '../../requests/request.ts';
import type { AnswerParts } from './answer-parts.ts';

type SeenParts = Pick<AnswerParts, 'organisationsOf'>;

/**
 * Whose people, besides the requester's own, would see what is posted in a conversation.
 *
 * @param conversation undefined: the requester's direct message, which nobody else sees.
 * @throws {DeliveryError} where Slack can't be asked.
 */
export const othersIn = async (
  parts: SeenParts,
  client: webApi.WebClient,
  conversation: Conversation | undefined,
): Promise<Hold['organisations']> =>
  conversation === undefined ? [] : parts.organisationsOf(client, conversation.channelId);

/**
 * For what nobody is asked about: it is not shared where others would see it.
 *
 * @throws {ShareHeld}, and as `othersIn`.
 */
export async function holdFromOthers(...[parts, client, conversation]: Parameters<typeof othersIn>): Promise<void> {
  const organisations = await othersIn(parts, client, conversation);
  if (organisations.length > 0) {
    throw new ShareHeld({ secrets: [], maySecretsBeShared: false, organisations, files: [] });
  }
}
