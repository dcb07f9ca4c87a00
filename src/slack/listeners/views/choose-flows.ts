import type { App } from '@slack/bolt';
import { z } from 'zod';
import { isFlowId } from '../../../flows/ids/flow-id.ts';
import { MAX_FLOWS } from '../../../requests/request.ts';
import { spaceFor, spaceNames } from '../../answers/spaces.ts';
import { FOUND, FOUND_FLOWS } from '../../messages/found-view.ts';
import { unclearText } from '../../messages/help.ts';
import { toPlainText } from '../../messages/message.ts';
import { CONVERSATION, DESTINATION, FLOWS, isRemark, PICKER, SPACE } from '../../messages/picker-view.ts';
import { interactingPerson } from '../../payloads/person.ts';
import { parseViewOrigin } from '../../payloads/view-origin.ts';
import { isDestinationChoice, viewValues } from '../../payloads/view-values.ts';
import { acceptOrReply } from '../accept-or-reply.ts';
import type { ListenerParts } from '../listener-parts.ts';
import { onceATrigger } from '../once.ts';

const submission = z.object({
  view: z.object({
    id: z.string(),
    hash: z.string(),
    private_metadata: z.string().default(''),
    state: z.object({ values: z.unknown() }),
  }),
});

interface Modal {
  callbackId: string;
  /** The inputs that flows are chosen in: their IDs begin so, and an error is shown at this one. */
  inputs: string;
  errorAt: string;
  emptyError: 'picker.chooseFlow' | 'found.chooseOne';
}

const MODALS: readonly Modal[] = [
  { callbackId: PICKER, inputs: FLOWS, errorAt: FLOWS, emptyError: 'picker.chooseFlow' },
  { callbackId: FOUND, inputs: FOUND_FLOWS, errorAt: `${FOUND_FLOWS}0`, emptyError: 'found.chooseOne' },
];

function registerModal(app: App, parts: ListenerParts, { callbackId, inputs, errorAt, emptyError }: Modal): void {
  const { textsFor, accounts } = parts;

  app.view({ type: 'view_submission', callback_id: callbackId }, async ({ body, ack, client, context }) => {
    const { teamId, userId } = interactingPerson.parse(body);
    const { view } = submission.parse(body);
    const t = await textsFor({ teamId, userId });
    const values = viewValues(view.state.values);
    const origin = parseViewOrigin(view.private_metadata);
    const refuse = (blockId: string, error: string) => ack({ response_action: 'errors', errors: { [blockId]: error } });

    const chosen = values.options(inputs);
    const flowIds = chosen.filter(isFlowId).slice(0, MAX_FLOWS);
    if (flowIds.length === 0 || chosen.some(isRemark)) return refuse(errorAt, t(emptyError));

    const channelId = origin.channelId ?? values.conversation(CONVERSATION);
    const requester = { teamId, userId, channelId };
    const place = await spaceFor(parts, requester, values.text(SPACE));
    if ('problem' in place) return refuse(SPACE, toPlainText(unclearText(t, place, spaceNames(accounts))));
    const choice = values.text(DESTINATION);
    const destination = isDestinationChoice(choice) ? choice : 'conversation';
    const input = {
      requester,
      flowIds,
      place,
      destination: destination === 'only-me' ? ('only-me' as const) : ('conversation' as const),
      threadTs: destination === 'thread' ? origin.threadTs : undefined,
      about: origin.about,
      botUserId: context.botUserId,
      line: { responseUrl: origin.responseUrl, channelId, replaces: false },
      t,
    };
    const once = [onceATrigger(`${view.id}:${view.hash}`)];
    await acceptOrReply(parts, { client, ack: () => ack(), input, once });
  });
}

/** The modals in which flows are chosen: by name, and of those found in a message. */
export function register(app: App, parts: ListenerParts): void {
  for (const modal of MODALS) registerModal(app, parts, modal);
}
