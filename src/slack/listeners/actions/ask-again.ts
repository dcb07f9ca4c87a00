import type { App, webApi } from '@slack/bolt';
import { z } from 'zod';
import { TRY_AGAIN } from '../../messages/error.ts';
import { GET_FLOW } from '../../messages/list.ts';
import { GET_AGAIN } from '../../messages/result.ts';
import { interactingPerson } from '../../payloads/person.ts';
import { parseRequestValue } from '../../payloads/request-value.ts';
import { acceptOrReply } from '../accept-or-reply.ts';
import type { ListenerParts } from '../listener-parts.ts';
import { onceAClick, onceATrigger } from '../once.ts';

const clickedButton = z.object({
  trigger_id: z.string(),
  response_url: z.string().optional(),
  container: z.object({
    channel_id: z.string().optional(),
    message_ts: z.string().optional(),
    view_id: z.string().optional(),
  }),
  actions: z.array(z.object({ value: z.unknown() })).min(1),
});

interface Click {
  body: unknown;
  ack: () => Promise<void>;
  client: webApi.WebClient;
  botUserId: string | undefined;
  actionId: string;
}

async function askAgain(parts: ListenerParts, { body, ack, client, botUserId, actionId }: Click): Promise<void> {
  const { log } = parts;
  const { teamId, userId } = interactingPerson.parse(body);
  const { trigger_id: triggerId, response_url: responseUrl, container, actions } = clickedButton.parse(body);
  const given = actions[0]?.value;
  const value = parseRequestValue(given);
  if (value === undefined) {
    log.warn({ userId }, 'A button that asks for flows names none');
    return ack();
  }

  const { flowIds, account, custSpaceId, threadTs, onlyMe } = value;
  const { channel_id: channelId, message_ts: messageTs, view_id: viewId } = container;
  const input = {
    requester: { teamId, userId, channelId },
    flowIds,
    place: { account, custSpaceId },
    destination: onlyMe === true ? ('only-me' as const) : ('conversation' as const),
    threadTs,
    isFresh: actionId === GET_AGAIN,
    botUserId,
    line: { responseUrl, channelId, replaces: actionId === TRY_AGAIN },
    t: await parts.textsFor({ teamId, userId }),
  };
  const click = onceAClick(userId, actionId, channelId, messageTs, viewId, String(given));
  await acceptOrReply(parts, { client, ack, input, once: [onceATrigger(triggerId), click] });
}

/**
 * The buttons that ask for flows: "Try again" takes the place of the failure that it is in; "Get again" below a result,
 * and "Get" in a list or the Home tab, leave what they are in as it is.
 */
export function register(app: App, parts: ListenerParts): void {
  for (const actionId of [TRY_AGAIN, GET_AGAIN, GET_FLOW]) {
    app.action({ type: 'block_actions', action_id: actionId }, async ({ body, ack, client, context }) =>
      askAgain(parts, { body, ack: () => ack(), client, botUserId: context.botUserId, actionId }),
    );
  }
}
