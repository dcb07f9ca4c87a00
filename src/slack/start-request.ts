import type { Destination } from '../flows/command.ts';
import type { Place } from '../flows/spaces.ts';
import type { Translate } from '../i18n.ts';
import type { ListenerParts } from './listener-parts.ts';
import type { Message } from './messages/message.ts';
import { type Asker, flowsIn, usualDestination } from './places.ts';
import type { TellPrivately } from './private-line.ts';

/** What a listener knows of a request once it has read it. */
export interface Asked {
  asker: Asker;
  flowIds: readonly string[];
  place: Place;
  /** Absent: where the workspace's settings say. */
  destination: Destination | undefined;
  threadTs?: string | undefined;
  about?: string | undefined;
  isFresh?: boolean | undefined;
  botUserId: string | undefined;
  t: Translate;
}

/**
 * Starts a request; where there is no conversation to post in, it is for the asker alone.
 *
 * @returns the private line to begin with.
 */
export async function startRequest(
  parts: Pick<ListenerParts, 'requests' | 'accounts' | 'preferences'>,
  asked: Asked,
  tell: TellPrivately,
): Promise<Message> {
  const { asker, flowIds, place, threadTs, about, isFresh, botUserId, t } = asked;
  const { channelId, teamId, userId } = asker;
  const destination = asked.destination ?? (await usualDestination(parts, asker));
  const conversation = channelId === undefined || destination === 'only-me' ? undefined : { channelId, threadTs };
  const flows = flowsIn(place, flowIds);
  return parts.requests.start({ flows, conversation, userId, teamId, botUserId, about, isFresh, t }, tell);
}
