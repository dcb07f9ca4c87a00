import type { App } from '@slack/bolt';
import { z } from 'zod';
import { flowListMessage, parseListValue } from '../../answers/flow-list.ts';
import { LIST_NEXT, LIST_PREVIOUS } from '../../messages/list.ts';
import { interactingPerson } from '../../payloads/person.ts';
import type { ListenerParts } from '../listener-parts.ts';

const clickedButton = z.object({
  actions: z.array(z.object({ value: z.unknown() })).min(1),
});

/** "Previous" and "Next" below a list of flows: the other page takes its place. */
export function register(app: App, parts: ListenerParts): void {
  for (const actionId of [LIST_PREVIOUS, LIST_NEXT]) {
    app.action({ type: 'block_actions', action_id: actionId }, async ({ body, ack, respond }) => {
      await ack();
      const { actions } = clickedButton.parse(body);
      const person = interactingPerson.parse(body);
      const request = parseListValue(actions[0]?.value);
      if (request === undefined) return parts.log.warn(person, 'A button of a list names no page');
      const message = await flowListMessage(parts, await parts.textsFor(person), request);
      await respond({ ...message, response_type: 'ephemeral', replace_original: true });
    });
  }
}
