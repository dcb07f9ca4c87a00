import { z } from 'zod';
import type { ContentRequester } from '../../answers/content-requester.ts';
import { shareOrAsk } from '../../answers/contents.ts';
import { compareWithNow } from '../../answers/history.ts';
import { COMPARE_WITH_NOW, GET_VERSION } from '../../messages/history.ts';
import type { Message } from '../../messages/message.ts';
import { UnreadablePayload } from '../../payloads/unreadable-payload.ts';
import { readWatchValue, type WatchValue } from '../../payloads/watch-value.ts';
import type { ActionDoor } from '../door.ts';
import type { ListenerParts } from '../listener-parts.ts';
import { onceAClick } from '../once.ts';
import { rawButtonValue, readButtonValue } from './button-value.ts';

const clickedButton = z.object({ container: z.object({ message_ts: z.string().optional() }) });

type Act = (
  parts: ListenerParts,
  requester: ContentRequester,
  flow: WatchValue['flow'],
  version: number,
) => Promise<Message>;

const versionButton = (actionId: string, right: 'fetch' | 'compare', action: string, act: Act): ActionDoor => ({
  kind: 'action',
  name: actionId,
  right,
  ...(right === 'compare' && { showsJson: true }),
  action,
  acksFirst: true,

  async handle(parts, interaction) {
    const { t, client, requester, botUserId, threadTs, read, reply } = interaction;
    const { teamId, userId, channelId } = requester;
    const { container } = read(clickedButton);
    const { flow, before } = readButtonValue(interaction, readWatchValue);
    if (before === undefined) throw new UnreadablePayload('button');
    const click = onceAClick(userId, actionId, channelId, container.message_ts, String(rawButtonValue(interaction)));
    if (!(await parts.requests.isNew(teamId, click))) return;
    const isForMe = channelId === undefined || (await parts.preferences.destination(teamId)) === 'only-me';
    const conversation = isForMe ? undefined : { channelId, threadTs };
    await reply(await act(parts, { t, client, teamId, userId, botUserId, conversation }, flow, before));
  },
});

const getVersion: Act = async (parts, requester, flow, version) =>
  (await shareOrAsk(parts, requester, { is: 'version', flow, version, ofChange: false })).message;

/** "Get" and "Compare with now" at each version of a history. */
export const VERSION_BUTTONS: readonly ActionDoor[] = [
  versionButton(GET_VERSION, 'fetch', 'get', getVersion),
  versionButton(COMPARE_WITH_NOW, 'compare', 'diff', compareWithNow),
];
