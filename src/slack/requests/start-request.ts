import type { Space } from '../../flows/ids/spaces.ts';
import type { Destination } from '../../flows/records.ts';
import type { Translate } from '../../i18n.ts';
import type { OnceKey } from '../../requests/journal.ts';
import { flowsIn, type Requester, usualDestination } from '../answers/spaces.ts';
import type { ListenerParts } from '../listeners/listener-parts.ts';
import type { LineOrigin } from './request-body.ts';
import type { Accepted } from './requests.ts';

/** What a listener knows of a request once it has read it. */
export interface Asked {
  requester: Requester;
  flowIds: readonly string[];
  space: Space;
  /** Absent: where the workspace's settings say. */
  destination: Destination | undefined;
  threadTs?: string | undefined;
  about?: string | undefined;
  isFresh?: boolean | undefined;
  botUserId: string | undefined;
  line: LineOrigin;
  t: Translate;
}

/** Slack may send the same trigger again for so long, where it saw no ack (source: retries of the Events API). */
const TRIGGER_MS = 60 * 60 * 1000;
/** Two clicks this near are one, made twice; milliseconds. */
const DOUBLE_CLICK_MS = 3000;

/** A `trigger_id`, or the ID and hash of a submitted view: Slack gives each to one interaction. */
export const onceATrigger = (id: string): OnceKey => ({ key: `trigger:${id}`, withinMs: TRIGGER_MS });

/** A button, as one person clicks it. */
export const onceAClick = (...parts: (string | undefined)[]): OnceKey => ({
  key: `click:${parts.join(':')}`,
  withinMs: DOUBLE_CLICK_MS,
});

/**
 * Accepts a request; where there is no conversation to post in, it is for the requester alone.
 *
 * @returns undefined where it was accepted before.
 * @throws {StoreError} where it can't be written down.
 */
export async function startRequest(
  parts: Pick<ListenerParts, 'requests' | 'accounts' | 'preferences'>,
  asked: Asked,
  once: readonly OnceKey[],
): Promise<Accepted | undefined> {
  const { requester, flowIds, space, threadTs, about, isFresh, botUserId, line, t } = asked;
  const { channelId, teamId, userId } = requester;
  const destination = asked.destination ?? (await usualDestination(parts, requester));
  const conversation = channelId === undefined || destination === 'only-me' ? undefined : { channelId, threadTs };
  const flows = flowsIn(space, flowIds);
  return parts.requests.accept({ flows, conversation, userId, teamId, botUserId, about, isFresh, line, t }, once);
}
