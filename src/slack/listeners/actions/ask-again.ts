import { z } from 'zod';
import { TRY_AGAIN } from '../../messages/error.ts';
import { GET_FLOW } from '../../messages/list.ts';
import { GET_AGAIN } from '../../messages/result/buttons.ts';
import { parseRequestValue } from '../../payloads/request-value.ts';
import { acceptOrReply } from '../accept-or-reply.ts';
import type { ActionDoor } from '../door.ts';
import { onceAClick, onceATrigger } from '../once.ts';
import { refreshHome } from '../show-home.ts';
import { rawButtonValue, readButtonValue } from './button-value.ts';

const clickedButton = z.object({
  trigger_id: z.string(),
  container: z.object({ message_ts: z.string().optional(), view_id: z.string().optional() }),
});

const askAgain = (actionId: string): ActionDoor => ({
  kind: 'action',
  name: actionId,
  right: 'fetch',
  action: undefined,

  async handle(parts, interaction) {
    const { t, botUserId, requester, threadTs: lineThreadTs, responseUrl, read, ack } = interaction;
    const { trigger_id: triggerId, container } = read(clickedButton);
    const { flowIds, account, custSpaceId, threadTs, onlyMe, display } = readButtonValue(
      interaction,
      parseRequestValue,
    );
    const { userId, channelId } = requester;
    const { message_ts: messageTs, view_id: viewId } = container;
    const isList = actionId === GET_FLOW;
    const usual = isList && onlyMe === undefined ? undefined : ('conversation' as const);
    const input = {
      requester,
      flowIds,
      spaceOf: () => ({ ok: true as const, value: { account, custSpaceId } }),
      destination: onlyMe === true ? ('only-me' as const) : usual,
      // A list is shown in the thread that it was asked for in.
      threadTs: threadTs ?? (isList ? lineThreadTs : undefined),
      display,
      isFresh: actionId === GET_AGAIN,
      botUserId,
      line: { responseUrl, channelId, threadTs: lineThreadTs, replaces: actionId === TRY_AGAIN },
      t,
    };
    const click = onceAClick(userId, actionId, channelId, messageTs, viewId, String(rawButtonValue(interaction)));
    await acceptOrReply(parts, { ack, input, once: [onceATrigger(triggerId), click], refuse: ack });
    // All answers go to the direct message, which who is in the Home tab doesn't see.
    if (channelId === undefined) await refreshHome(parts, interaction, String(rawButtonValue(interaction)));
  },
});

/**
 * The buttons that ask for flows: "Try again" takes the place of the failure that it is in; "Get again" below a result,
 * and "Get" in a list, leave what they are in as it is. "Get" goes where the workspace has set it unless the list's request said so. In the Home tab they say below the flow where to look for the answer.
 */
export const ASK_AGAIN_BUTTONS: readonly ActionDoor[] = [TRY_AGAIN, GET_AGAIN, GET_FLOW].map(askAgain);
