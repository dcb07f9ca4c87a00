import type { App, webApi } from '@slack/bolt';
import { z } from 'zod';
import type { FlowRef } from '../../cams/client.ts';
import { DEFAULT_EVERY_MS } from '../../flows/watch-intervals.ts';
import type { Translate } from '../../i18n.ts';
import { toFault } from '../fault.ts';
import { publishHome } from '../home-tab.ts';
import { canPostIn } from '../join-channel.ts';
import type { ListenerParts } from '../listener-parts.ts';
import type { Message } from '../messages/message.ts';
import { notAcceptedMessage } from '../messages/not-accepted.ts';
import { WATCH_FLOW } from '../messages/result.ts';
import { notMemberMessage } from '../messages/watch.ts';
import { interactingPerson } from '../person.ts';
import { createPrivateLine } from '../private-line.ts';
import { parseRequestValue } from '../request-value.ts';
import { setWatch } from '../watching.ts';

const clickedButton = z
  .object({
    container: z.object({ channel_id: z.string().optional() }),
    actions: z.array(z.object({ value: z.unknown() })).min(1),
  })
  .transform(({ container, actions }) => {
    const { flowIds: [flowId] = [], account = '', custSpaceId } = parseRequestValue(actions[0]?.value) ?? {};
    return {
      channelId: container.channel_id,
      flow: flowId === undefined ? undefined : { flowId, account, custSpaceId },
    };
  });

const opened = z.object({ channel: z.object({ id: z.string() }) });

interface Click {
  t: Translate;
  client: webApi.WebClient;
  botUserId: string | undefined;
  teamId: string;
  userId: string;
  /** Absent in the Home tab: then the person's direct message watches. */
  channelId: string | undefined;
  flow: FlowRef;
}

/** @returns the answer to who clicked. */
async function watch(parts: ListenerParts, click: Click): Promise<Message> {
  const { t, client, botUserId, teamId, userId, flow } = click;
  if (click.channelId !== undefined && !(await canPostIn(client, click.channelId))) {
    return notMemberMessage(t, botUserId);
  }
  const channelId = click.channelId ?? opened.parse(await client.conversations.open({ users: userId })).channel.id;
  return setWatch(parts, { t, teamId, channelId, userId }, flow, DEFAULT_EVERY_MS);
}

/** "Watch" below a result, and in the Home tab. */
export function register(app: App, parts: ListenerParts): void {
  const { textsFor, log } = parts;

  app.action({ type: 'block_actions', action_id: WATCH_FLOW }, async ({ body, ack, respond, client, context }) => {
    await ack();
    const person = interactingPerson.parse(body);
    const { channelId, flow } = clickedButton.parse(body);
    if (flow === undefined) return log.warn(person, 'A button to watch names no flow');
    const t = await textsFor(person);
    const tell = createPrivateLine({ respond, client, userId: person.userId, channelId, replaces: false, log });
    try {
      await tell(await watch(parts, { t, client, botUserId: context.botUserId, ...person, channelId, flow }));
    } catch (error) {
      log.error({ err: error, userId: person.userId }, 'A flow could not be watched');
      await tell(notAcceptedMessage(t, toFault(error)));
      return;
    }
    if (channelId === undefined) await publishHome(parts, client, person);
  });
}
