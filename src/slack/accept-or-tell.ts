import type { webApi } from '@slack/bolt';
import type { OnceKey } from '../flows/request-journal.ts';
import { toFault } from './fault.ts';
import type { ListenerParts } from './listener-parts.ts';
import { notAcceptedMessage } from './messages/not-accepted.ts';
import { createPrivateLine } from './private-line.ts';
import type { Accepted } from './requests.ts';
import { respondTo } from './respond-to.ts';
import { type Asked, startRequest } from './start-request.ts';

export interface Acceptance {
  client: webApi.WebClient;
  /** Tells Slack that the interaction was taken. */
  ack: () => Promise<void>;
  asked: Asked;
  once: readonly OnceKey[];
}

/**
 * Accepts what an interaction asks for, acks it, and tells its first line: in this order, so that what Slack takes for
 * accepted is written down. Where it can't be, the asker is told.
 */
export async function acceptOrTell(
  parts: Pick<ListenerParts, 'requests' | 'accounts' | 'preferences' | 'log'>,
  { client, ack, asked, once }: Acceptance,
): Promise<void> {
  const { asker, line, t } = asked;
  let accepted: Accepted | undefined;
  try {
    accepted = await startRequest(parts, asked, once);
  } catch (error) {
    parts.log.error({ err: error, userId: asker.userId }, 'A request could not be accepted');
    await ack();
    const { responseUrl, channelId } = line;
    const respond = responseUrl === undefined ? undefined : respondTo(responseUrl);
    const tell = createPrivateLine({
      respond,
      client,
      userId: asker.userId,
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
