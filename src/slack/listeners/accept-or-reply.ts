import type { Space, UnknownSpace } from '../../flows/ids/spaces.ts';
import type { Destination, PlacePreferences } from '../../flows/records.ts';
import { languageOfTexts, type Translate } from '../../i18n.ts';
import type { Accepted } from '../../requests/accept.ts';
import type { Display } from '../../requests/display.ts';
import type { Consent } from '../../requests/hold.ts';
import type { OnceKey } from '../../requests/journal.ts';
import { PlaceChanged } from '../../requests/refusals.ts';
import type { FlowRequest } from '../../requests/request.ts';
import type { Result } from '../../result.ts';
import { flowsIn, namedFlow, type Requester } from '../answers/spaces.ts';
import { startedMessage } from '../messages/fetching.ts';
import type { Message } from '../messages/message.ts';
import type { ListenerParts } from './listener-parts.ts';

type AcceptParts = Pick<ListenerParts, 'requests' | 'accounts' | 'preferences'>;

/** Where the flows of a request lie, by what the channel has set. */
export type SpaceOf = (channelSpace: string | undefined) => Result<Space, UnknownSpace>;

/** A request as a listener reads it from an interaction. */
export interface RequestInput {
  requester: Requester;
  flowIds: readonly string[];
  spaceOf: SpaceOf;
  /** Absent: as the workspace has set it. */
  destination: Destination | undefined;
  threadTs?: string | undefined;
  /** A link to the message that the request is made from. */
  about?: string | undefined;
  isFresh?: boolean | undefined;
  /** What the requester has decided about what was held back. */
  consent?: Consent | undefined;
  /** What is shared of the flows; absent: as the settings say. */
  display?: Display | undefined;
  botUserId: string | undefined;
  /** The private line: `replaces` as for `createPrivateLine`. */
  line: {
    responseUrl?: string | undefined;
    channelId?: string | undefined;
    /** The thread of that channel that private lines go to. */
    threadTs?: string | undefined;
    replaces: boolean;
  };
  t: Translate;
}

/** The request, with what the channel and the workspace have set; without a conversation it is for the requester alone. */
function completed(input: RequestInput, place: PlacePreferences): Result<FlowRequest, UnknownSpace> {
  const { requester, flowIds, spaceOf, threadTs, about, isFresh, display, consent, botUserId, line, t } = input;
  const { channelId, teamId, userId } = requester;
  const space = spaceOf(place.space);
  if (!space.ok) return space;
  const destination = input.destination ?? place.destination;
  const conversation = channelId === undefined || destination === 'only-me' ? undefined : { channelId, threadTs };
  const { responseUrl: url, ...reply } = line;
  const replyTo = { ...reply, url };
  const language = languageOfTexts(t);
  const flows = flowsIn(space.value, flowIds);
  const asked = { about, isFresh, display, replyTo, language, consent };
  return { ok: true, value: { flows, conversation, userId, teamId, botUserId, ...asked } };
}

/** Where somebody changes the settings all the time, the last one stands. */
const TRIES = 3;

/**
 * Accepts what an interaction asks for. Nothing is asked of the database before it is written down: the request is made
 * of what this process knew last of the channel's and the workspace's settings, and written down only if that still holds.
 *
 * @returns also the private line to begin with; undefined where it was accepted before.
 * @throws {TooManyWaiting}, {NotAllowed}, or {StoreError} where it can't be written down.
 */
export async function acceptRequest(
  parts: AcceptParts,
  input: RequestInput,
  once: readonly OnceKey[],
): Promise<Result<(Accepted & { firstLine: Message }) | undefined, UnknownSpace>> {
  const { preferences, requests } = parts;
  const { teamId, channelId } = input.requester;
  let place = preferences.assumed(teamId, channelId);
  // A space that is not known may be known by what the channel has set by now.
  if (!completed(input, place).ok) place = await preferences.of(teamId, channelId);
  for (let tried = 1; ; tried += 1) {
    const request = completed(input, place);
    if (!request.ok) return request;
    try {
      const accepted = await requests.accept(request.value, once, {
        channelId,
        space: place.space,
        destination: place.destination,
      });
      if (accepted === undefined) return { ok: true, value: undefined };
      const flows = request.value.flows.map((flow) => namedFlow(parts, flow));
      return { ok: true, value: { ...accepted, firstLine: startedMessage(input.t, flows, accepted.started) } };
    } catch (error) {
      if (!(error instanceof PlaceChanged) || tried === TRIES) throw error;
      place = error.place;
      preferences.learn(teamId, channelId, place);
    }
  }
}

export interface Acceptance {
  /** Lets Slack know that the interaction was taken. */
  ack: () => Promise<void>;
  input: RequestInput;
  once: readonly OnceKey[];
  /** Lets the person correct the space that they named. */
  refuse: (problem: UnknownSpace) => Promise<void>;
}

/**
 * Accepts what an interaction asks for, acks it, and replies that it has started: in this order, so that what Slack takes for
 * accepted is written down.
 *
 * @throws as `acceptRequest`: the door answers that.
 */
export async function acceptOrReply(parts: AcceptParts, { ack, input, once, refuse }: Acceptance): Promise<void> {
  const outcome = await acceptRequest(parts, input, once);
  if (!outcome.ok) return refuse(outcome.error);
  const accepted = outcome.value;
  await ack();
  await accepted?.reply.started(accepted.started);
}
