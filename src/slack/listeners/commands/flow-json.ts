import type { App } from '@slack/bolt';
import { z } from 'zod';
import { translateTo } from '../../../i18n.ts';
import { flowListMessage } from '../../answers/flow-list.ts';
import { flowDiff, flowHistory } from '../../answers/history.ts';
import { openOrReply, openPicker, openSettings } from '../../answers/modals.ts';
import { opsHere } from '../../answers/ops-here.ts';
import { type Requester, spaceFor, spaceNames } from '../../answers/spaces.ts';
import { listWatches, unwatchFlow, watchFlow } from '../../answers/watching.ts';
import { toFault } from '../../delivery/fault.ts';
import { createPrivateLine } from '../../delivery/private-line.ts';
import { helpMessage, unclearMessage } from '../../messages/help.ts';
import { type Message, paragraphs } from '../../messages/message.ts';
import { notAcceptedMessage } from '../../messages/not-accepted.ts';
import { type Command, parseCommand } from '../../payloads/command/command.ts';
import { acceptRequest } from '../accept-or-reply.ts';
import type { ListenerParts } from '../listener-parts.ts';
import { onceATrigger } from '../once.ts';

const slashCommand = z.object({
  team_id: z.string(),
  channel_id: z.string(),
  user_id: z.string(),
  trigger_id: z.string(),
  response_url: z.string(),
  text: z.string().default(''),
});

/** `/flow-json`, in each of its forms: see `parseCommand`. */
export function register(app: App, parts: ListenerParts): void {
  const { accounts, textsFor, log } = parts;

  app.command('/flow-json', async ({ command: payload, ack, respond, client, context }) => {
    let isAcked = false;
    let isAccepted = false;
    const say = (message: Message) => {
      isAcked = true;
      return ack({ response_type: 'ephemeral', ...message });
    };
    const { data } = slashCommand.safeParse(payload);
    if (data === undefined) return say(paragraphs(translateTo('en')('unclear.malformed')));

    const {
      team_id: teamId,
      channel_id: channelId,
      user_id: userId,
      trigger_id: triggerId,
      response_url: responseUrl,
    } = data;
    const requester: Requester = { teamId, userId, channelId };
    const t = await textsFor(requester);
    const origin = { channelId, responseUrl };
    const tell = createPrivateLine({ respond, client, userId, channelId, replaces: false, log });

    /** A modal has to be asked for within three seconds, and so does an ack. */
    async function open(openModal: () => Promise<void>): Promise<void> {
      isAcked = true;
      await ack();
      await openOrReply({ t, requester }, parts, tell, openModal);
    }

    const asked = { t, teamId, channelId, userId, client, botUserId: context.botUserId };

    /** An answer that needs Slack first, which may take longer than an ack has. */
    async function notifyLater(answer: () => Promise<Message>): Promise<void> {
      isAcked = true;
      await ack();
      await tell(await answer());
    }

    async function run(command: Command): Promise<void> {
      switch (command.type) {
        case 'help':
          return say(helpMessage(t));
        case 'unclear':
          return say(unclearMessage(t, command, spaceNames(accounts)));
        case 'settings':
          return open(() => openSettings(parts, { client, triggerId, t, requester, origin }));
        case 'pick':
          return open(() => openPicker(parts, { client, triggerId, t, requester, origin }, command));
        case 'watch':
          return notifyLater(() => watchFlow(parts, asked, command));
        case 'unwatch':
          return say(await unwatchFlow(parts, asked, command));
        case 'watches':
          return say(await listWatches(parts, asked));
        case 'history':
          return say(await flowHistory(parts, asked, command));
        case 'diff-versions':
        case 'diff-flows':
          return notifyLater(() => flowDiff(parts, asked, command));
        case 'ops-here':
          return notifyLater(() => opsHere(parts, asked));
        case 'list':
        case 'fetch': {
          const place = await spaceFor(parts, requester, command.space);
          if ('problem' in place) return say(unclearMessage(t, place, spaceNames(accounts)));
          if (command.type === 'fetch') {
            const line = { responseUrl, channelId, replaces: false };
            const input = { ...command, requester, place, botUserId: context.botUserId, line, t };
            const accepted = await acceptRequest(parts, input, [onceATrigger(triggerId)]);
            isAccepted = true;
            return accepted === undefined ? ack() : say(accepted.firstLine);
          }
          await say(paragraphs(t('list.loading')));
          await tell(await flowListMessage(parts, t, { ...place, name: command.name, page: 1 }));
        }
      }
    }

    try {
      await run(parseCommand(data.text));
    } catch (error) {
      // It runs, also where the ack is lost.
      if (isAccepted) throw error;
      log.error({ err: error, userId }, 'A command failed');
      const message = notAcceptedMessage(t, toFault(error));
      if (isAcked) await tell(message);
      else await say(message);
    }
  });
}
