import type { App, webApi } from '@slack/bolt';
import { z } from 'zod';
import type { ListenerParts } from '../listener-parts.ts';
import { TRY_AGAIN } from '../messages/error.ts';
import { GET_FLOW } from '../messages/list.ts';
import { GET_AGAIN } from '../messages/result.ts';
import { interactingPerson } from '../person.ts';
import { createPrivateLine, type Respond } from '../private-line.ts';
import { parseRequestValue } from '../request-value.ts';
import { startRequest } from '../start-request.ts';

const clickedButton = z.object({
  container: z.object({ channel_id: z.string().optional() }),
  actions: z.array(z.object({ value: z.unknown() })).min(1),
});

interface Click {
  body: unknown;
  client: webApi.WebClient;
  botUserId: string | undefined;
  /** Absent where the button is in no message. */
  respond: Respond | undefined;
  /** Whether the message that the button is in makes way for what comes. */
  replaces: boolean;
  isFresh: boolean;
}

async function askAgain(
  parts: ListenerParts,
  { body, client, botUserId, respond, replaces, isFresh }: Click,
): Promise<void> {
  const { log } = parts;
  const { teamId, userId } = interactingPerson.parse(body);
  const { container, actions } = clickedButton.parse(body);
  const value = parseRequestValue(actions[0]?.value);
  if (value === undefined) return log.warn({ userId }, 'A button that asks for flows names none');

  const { flowIds, account, custSpaceId, threadTs, onlyMe } = value;
  const channelId = container.channel_id;
  const t = await parts.textsFor(userId);
  const tell = createPrivateLine({ respond, client, userId, channelId, replaces, log });
  const asked = {
    asker: { teamId, userId, channelId },
    flowIds,
    place: { account, custSpaceId },
    destination: onlyMe === true ? ('only-me' as const) : ('conversation' as const),
    threadTs,
    isFresh,
    botUserId,
    t,
  };
  await tell(await startRequest(parts, asked, tell));
}

/**
 * The buttons that ask for flows: "Try again" takes the place of the failure that it is in; "Get again" below a result,
 * and "Get" in a list or the Home tab, leave what they are in as it is.
 */
export function register(app: App, parts: ListenerParts): void {
  for (const actionId of [TRY_AGAIN, GET_AGAIN, GET_FLOW]) {
    app.action({ type: 'block_actions', action_id: actionId }, async ({ body, ack, respond, client, context }) => {
      await ack();
      await askAgain(parts, {
        body,
        client,
        botUserId: context.botUserId,
        respond: body.response_url === undefined ? undefined : respond,
        replaces: actionId === TRY_AGAIN,
        isFresh: actionId === GET_AGAIN,
      });
    });
  }
}
