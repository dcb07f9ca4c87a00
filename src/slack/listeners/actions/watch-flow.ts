import type { App } from '@slack/bolt';
import type { FlowRef } from '../../../cams/client.ts';
import { DEFAULT_EVERY_MS } from '../../../notify/watch-intervals.ts';
import { publishHome } from '../../answers/home-tab.ts';
import { type ChannelToJoin, joinAndWatch, setWatch } from '../../answers/watching.ts';
import { openDirectMessage } from '../../delivery/direct-message.ts';
import { toFault } from '../../delivery/fault.ts';
import { createPrivateLine } from '../../delivery/private-line.ts';
import type { Message } from '../../messages/message.ts';
import { notAcceptedMessage } from '../../messages/not-accepted.ts';
import { WATCH_FLOW } from '../../messages/result.ts';
import { interactingPerson } from '../../payloads/person.ts';
import type { ListenerParts } from '../listener-parts.ts';
import { clickedFlow } from './clicked-flow.ts';

interface Click extends Omit<ChannelToJoin, 'channelId'> {
  /** Absent in the Home tab: then the person's direct message watches. */
  channelId: string | undefined;
  flow: FlowRef;
}

/** @returns the answer to who clicked. */
async function watch(parts: ListenerParts, { channelId, flow, ...click }: Click): Promise<Message> {
  if (channelId !== undefined) return joinAndWatch(parts, { ...click, channelId }, flow, DEFAULT_EVERY_MS);
  const directMessage = await openDirectMessage(click.client, click.userId);
  return setWatch(parts, { ...click, channelId: directMessage }, flow, DEFAULT_EVERY_MS);
}

/** "Watch" below a result, and in the Home tab. */
export function register(app: App, parts: ListenerParts): void {
  const { textsFor, log } = parts;

  app.action({ type: 'block_actions', action_id: WATCH_FLOW }, async ({ body, ack, respond, client, context }) => {
    await ack();
    const person = interactingPerson.parse(body);
    const { channelId, flow } = clickedFlow.parse(body);
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
