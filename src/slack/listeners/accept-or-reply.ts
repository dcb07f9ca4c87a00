import type { webApi } from '@slack/bolt';
import type { Space } from '../../flows/ids/spaces.ts';
import type { Destination } from '../../flows/records.ts';
import { languageOfTexts, type Translate } from '../../i18n.ts';
import type { Accepted } from '../../requests/accept.ts';
import type { OnceKey } from '../../requests/journal.ts';
import type { FlowRequest } from '../../requests/request.ts';
import { flowsIn, namedFlow, type Requester, usualDestination } from '../answers/spaces.ts';
import { toFault } from '../delivery/fault.ts';
import { createPrivateLine } from '../delivery/private-line.ts';
import { respondTo } from '../delivery/respond-to.ts';
import { startedMessage } from '../messages/fetching.ts';
import type { Message } from '../messages/message.ts';
import { notAcceptedMessage } from '../messages/not-accepted.ts';
import type { ListenerParts } from './listener-parts.ts';

type AcceptParts = Pick<ListenerParts, 'requests' | 'accounts' | 'preferences'>;

/** A request as a listener reads it from an interaction. */
export interface RequestInput {
  requester: Requester;
  flowIds: readonly string[];
  space: Space;
  /** Absent: as the workspace has set it. */
  destination: Destination | undefined;
  threadTs?: string | undefined;
  /** A link to the message that the request is made from. */
  about?: string | undefined;
  isFresh?: boolean | undefined;
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

/** The request, with what the workspace has set; without a conversation it is for the requester alone. */
async function completed(parts: AcceptParts, input: RequestInput): Promise<FlowRequest> {
  const { requester, flowIds, space, threadTs, about, isFresh, botUserId, line, t } = input;
  const { channelId, teamId, userId } = requester;
  const destination = input.destination ?? (await usualDestination(parts, requester));
  const conversation = channelId === undefined || destination === 'only-me' ? undefined : { channelId, threadTs };
  const { responseUrl: url, ...reply } = line;
  const replyTo = { ...reply, url };
  const language = languageOfTexts(t);
  return { flows: flowsIn(space, flowIds), conversation, userId, teamId, botUserId, about, isFresh, replyTo, language };
}

/**
 * Accepts what an interaction asks for.
 *
 * @returns also the private line to begin with; undefined where it was accepted before.
 * @throws {StoreError} where it can't be written down.
 */
export async function acceptRequest(
  parts: AcceptParts,
  input: RequestInput,
  once: readonly OnceKey[],
): Promise<(Accepted & { firstLine: Message }) | undefined> {
  const request = await completed(parts, input);
  const accepted = await parts.requests.accept(request, once);
  if (accepted === undefined) return undefined;
  const flows = request.flows.map((flow) => namedFlow(parts, flow));
  return { ...accepted, firstLine: startedMessage(input.t, flows, accepted.started) };
}

export interface Acceptance {
  client: webApi.WebClient;
  /** Lets Slack know that the interaction was taken. */
  ack: () => Promise<void>;
  input: RequestInput;
  once: readonly OnceKey[];
}

/**
 * Accepts what an interaction asks for, acks it, and replies that it has started: in this order, so that what Slack takes for
 * accepted is written down. Where it can't be, the requester is replied why not.
 */
export async function acceptOrReply(
  parts: AcceptParts & Pick<ListenerParts, 'log'>,
  { client, ack, input, once }: Acceptance,
): Promise<void> {
  const { requester, line, t } = input;
  let accepted: Accepted | undefined;
  try {
    accepted = await acceptRequest(parts, input, once);
  } catch (error) {
    parts.log.error({ err: error, userId: requester.userId }, 'A request could not be accepted');
    await ack();
    const { responseUrl, channelId, threadTs } = line;
    const respond = responseUrl === undefined ? undefined : respondTo(responseUrl);
    const reply = createPrivateLine({
      respond,
      client,
      userId: requester.userId,
      channelId,
      threadTs,
      replaces: false,
      log: parts.log,
    });
    await reply(notAcceptedMessage(t, toFault(error)));
    return;
  }
  // Not within the try: what is accepted runs, also where the ack is lost.
  await ack();
  await accepted?.reply.started(accepted.started);
}
