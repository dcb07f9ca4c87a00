import type { App } from '@slack/bolt';
import { z } from 'zod';
import type { ListenerParts } from '../listener-parts.ts';
import { TRY_AGAIN } from '../messages/error.ts';
import { createPrivateLine } from '../private-line.ts';
import { flowOfRetryValue } from '../retry-value.ts';

const clickedButton = z.object({
  user: z.object({ id: z.string() }),
  container: z.object({ channel_id: z.string() }),
  actions: z.array(z.object({ value: z.unknown() })).min(1),
});

/** The "Try again" button of a failed request: asks for the same flow, in the same conversation. */
export function register(app: App, { requests, log }: ListenerParts): void {
  app.action({ type: 'block_actions', action_id: TRY_AGAIN }, async ({ body, ack, respond, client, context }) => {
    await ack();
    const { user, container, actions } = clickedButton.parse(body);
    const flow = flowOfRetryValue(actions[0]?.value);
    if (flow === undefined) return log.warn({ userId: user.id }, 'A "Try again" button without a flow');

    const tell = createPrivateLine({ respond, client, userId: user.id, replaces: true, log });
    const request = { flow, channelId: container.channel_id, userId: user.id, botUserId: context.botUserId };
    await tell(requests.start(request, tell));
  });
}
