import type { App } from '@slack/bolt';
import { z } from 'zod';
import { publishHome } from '../../answers/home-tab.ts';
import { type Opening, openOrReply, openPicker, openSettings } from '../../answers/modals.ts';
import { createPrivateLine } from '../../delivery/private-line.ts';
import { HOME_CHOOSE, HOME_REFRESH, HOME_SETTINGS } from '../../messages/home.ts';
import { interactingPerson } from '../../payloads/person.ts';
import type { ListenerParts } from '../listener-parts.ts';

const clickedButton = z.object({ trigger_id: z.string() });

/** The buttons at the head of the Home tab. */
export function register(app: App, parts: ListenerParts): void {
  async function open(
    body: unknown,
    client: Opening['client'],
    openModal: (opening: Opening) => Promise<void>,
  ): Promise<void> {
    const { trigger_id: triggerId } = clickedButton.parse(body);
    const person = interactingPerson.parse(body);
    const requester = { ...person, channelId: undefined };
    const opening = { client, triggerId, t: await parts.textsFor(person), requester, origin: {} };
    const line = { respond: undefined, client, userId: person.userId, channelId: undefined, replaces: false };
    await openOrReply(opening, parts, createPrivateLine({ ...line, log: parts.log }), () => openModal(opening));
  }

  app.action({ type: 'block_actions', action_id: HOME_CHOOSE }, async ({ body, ack, client }) => {
    await ack();
    await open(body, client, (opening) => openPicker(parts, opening, {}));
  });

  app.action({ type: 'block_actions', action_id: HOME_SETTINGS }, async ({ body, ack, client }) => {
    await ack();
    await open(body, client, (opening) => openSettings(parts, opening));
  });

  app.action({ type: 'block_actions', action_id: HOME_REFRESH }, async ({ body, ack, client }) => {
    await ack();
    await publishHome(parts, client, interactingPerson.parse(body));
  });
}
