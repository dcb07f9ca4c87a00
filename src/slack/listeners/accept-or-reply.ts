import type { webApi } from '@slack/bolt';
import type { OnceKey } from '../../requests/journal.ts';
import { toFault } from '../delivery/fault.ts';
import { createPrivateLine } from '../delivery/private-line.ts';
import { respondTo } from '../delivery/respond-to.ts';
import { notAcceptedMessage } from '../messages/not-accepted.ts';
import type { Accepted } from '../requests/requests.ts';
import { type Asked, startRequest } from '../requests/start-request.ts';
import type { ListenerParts } from './listener-parts.ts';

export interface Acceptance {
  client: webApi.WebClient;
  /** Tells Slack that the interaction was taken. */
  ack: () => Promise<void>;
  asked: Asked;
  once: readonly OnceKey[];
}

/**
 * Accepts what an interaction asks for, acks it, and tells its first line: in this order, so that what Slack takes for
 * accepted is written down. Where it can't be, the requester is told.
 */
export async function acceptOrReply(
  parts: Pick<ListenerParts, 'requests' | 'accounts' | 'preferences' | 'log'>,
  { client, ack, asked, once }: Acceptance,
): Promise<void> {
  const { requester, line, t } = asked;
  let accepted: Accepted | undefined;
  try {
    accepted = await startRequest(parts, asked, once);
  } catch (error) {
    parts.log.error({ err: error, userId: requester.userId }, 'A request could not be accepted');
    await ack();
    const { responseUrl, channelId } = line;
    const respond = responseUrl === undefined ? undefined : respondTo(responseUrl);
    const tell = createPrivateLine({
      respond,
      client,
      userId: requester.userId,
      channelId,
      replaces: false,
      log: parts.log,
    });
    await tell(notAcceptedMessage(t, toFault(error)));
    return;
  }
  // Not within the try: what is accepted runs, also where the ack is lost.
  await ack();
  if (accepted !== undefined) await accepted.tell(accepted.firstLine);
}
