import { findButton } from './block-ids.ts';
import type { BotConnection } from './bot-connection.ts';
import type { Origin } from './bot-messages.ts';
import type { ActionRequest, Line, SayAnswer } from './page-api.ts';
import { common } from './payloads.ts';
import { type AppIdentity, payloadChannelName, type Where } from './said.ts';

export interface ClicksParts {
  bot: BotConnection;
  identity: AppIdentity;
  responseUrl: (origin: Origin) => string;
  triggerId: (userId: string) => Promise<string>;
  /** Unix time; milliseconds. */
  now: () => number;
}

const NOT_THERE: SayAnswer = { ok: false, error: 'This button is not there any more.' };

/** Tells the bot of a click, as `block_actions` (source: its payload in Slack's docs on interactivity). */
export function createClicks({ bot, identity, responseUrl, triggerId, now }: ClicksParts) {
  return async ({ me, conversation }: Where, line: Line | undefined, click: ActionRequest): Promise<SayAnswer> => {
    const button = findButton(line?.blocks ?? [], click.blockId, click.actionId);
    if (line === undefined || button === undefined) return NOT_THERE;
    const privateTs = line.isPrivate ? line.ts : undefined;
    const thread = line.threadTs === undefined ? {} : { thread_ts: line.threadTs };
    const payload = {
      type: 'block_actions',
      ...common({ identity, me }),
      container: {
        type: 'message',
        message_ts: line.ts,
        channel_id: conversation.id,
        is_ephemeral: line.isPrivate,
        ...thread,
      },
      trigger_id: await triggerId(me.id),
      channel: { id: conversation.id, name: payloadChannelName(conversation) },
      // Slack keeps no private message, so it can't give one back.
      ...(line.isPrivate
        ? {}
        : {
            message: {
              type: 'message',
              ts: line.ts,
              user: line.author.id,
              text: line.text,
              blocks: line.blocks,
              ...thread,
            },
          }),
      response_url: responseUrl({ conversationId: conversation.id, userId: me.id, privateTs }),
      actions: [
        {
          type: 'button',
          action_id: button.actionId,
          block_id: click.blockId,
          text: button.text,
          ...(button.value === undefined ? {} : { value: button.value }),
          ...(button.style === undefined ? {} : { style: button.style }),
          action_ts: (now() / 1000).toFixed(6),
        },
      ],
    };
    const answer = await bot.send({ payload: JSON.stringify(payload) });
    return answer.ok ? { ok: true } : { ok: false, error: `The app did not respond (${answer.error}).` };
  };
}
