import type { App } from '@slack/bolt';
import { publishHome } from '../../answers/home-tab.ts';
import { namedFlow } from '../../answers/spaces.ts';
import { createPrivateLine } from '../../delivery/private-line.ts';
import { flowName } from '../../messages/flow-name.ts';
import { REMOVE_FAVOURITE } from '../../messages/home.ts';
import { paragraphs } from '../../messages/message.ts';
import { ADD_FAVOURITE } from '../../messages/result.ts';
import { interactingPerson } from '../../payloads/person.ts';
import type { ListenerParts } from '../listener-parts.ts';
import { clickedFlow } from './clicked-flow.ts';

/** "Add to favourites" below a result, and "Remove" in the Home tab. */
export function register(app: App, parts: ListenerParts): void {
  const { favourites, textsFor, wallMs, log } = parts;

  app.action({ type: 'block_actions', action_id: ADD_FAVOURITE }, async ({ body, ack, respond, client }) => {
    await ack();
    const person = interactingPerson.parse(body);
    const { channelId, flow, name } = clickedFlow.parse(body);
    if (flow === undefined) return log.warn(person, 'A button for a favourite names no flow');
    const answer = await favourites.add({ ...person, ...flow, name, at: wallMs() });
    const t = await textsFor(person);
    const shown = flowName(t, namedFlow(parts, flow));
    const tell = createPrivateLine({ respond, client, userId: person.userId, channelId, replaces: false, log });
    await tell(paragraphs(answer === 'full' ? t('favourite.full') : t('favourite.added', { flow: shown })));
  });

  app.action({ type: 'block_actions', action_id: REMOVE_FAVOURITE }, async ({ body, ack, client }) => {
    await ack();
    const person = interactingPerson.parse(body);
    const { flow } = clickedFlow.parse(body);
    if (flow === undefined) return log.warn(person, 'A button for a favourite names no flow');
    await favourites.remove({ ...person, ...flow });
    await publishHome(parts, client, person);
  });
}
